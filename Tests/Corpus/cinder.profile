# An invented district of the labelled corpus.
district   Cinder Falls Union High School District
policy     ijndd
time-zone  America/Los_Angeles
domain     cinder.example  staff
domain     students.cinder.example  student
roster     students  cinder/roster_students.csv
roster     staff     cinder/roster_staff.csv
