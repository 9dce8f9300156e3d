# An invented district of the labelled corpus.
district   Umberfield Public Schools
policy     ijndd
time-zone  America/New_York
domain     umberfield.example  staff
domain     students.umberfield.example  student
roster     students  umberfield/roster_students.csv
roster     staff     umberfield/roster_staff.csv
