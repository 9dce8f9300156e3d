# An invented district of the labelled corpus.
district   Hazelton Ridge School District
policy     ijndd
time-zone  America/New_York
domain     hazelton.example  staff
domain     students.hazelton.example  student
roster     students  hazelton/roster_students.csv
roster     staff     hazelton/roster_staff.csv
