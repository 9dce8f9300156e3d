# An invented district of the labelled corpus.
district   Limestone Ridge Consolidated Schools
policy     ijndd
time-zone  America/New_York
domain     limestone.example  staff
domain     students.limestone.example  student
roster     students  limestone/roster_students.csv
roster     staff     limestone/roster_staff.csv
