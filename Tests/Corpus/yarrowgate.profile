# An invented district of the labelled corpus.
district   Yarrowgate Union Schools
policy     ijndd
time-zone  America/New_York
domain     yarrowgate.example  staff
domain     students.yarrowgate.example  student
roster     students  yarrowgate/roster_students.csv
roster     staff     yarrowgate/roster_staff.csv
