# An invented district of the labelled corpus.
district   Ravenhurst Public Schools
policy     ijndd
time-zone  America/New_York
domain     ravenhurst.example  staff
domain     students.ravenhurst.example  student
roster     students  ravenhurst/roster_students.csv
roster     staff     ravenhurst/roster_staff.csv
