# An invented district of the labelled corpus.
district   Dovetail Valley Public Schools
policy     ijndd
time-zone  America/New_York
domain     dovetail.example  staff
domain     students.dovetail.example  student
roster     students  dovetail/roster_students.csv
roster     staff     dovetail/roster_staff.csv
