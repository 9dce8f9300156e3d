# An invented district of the labelled corpus.
district   Foxglove Harbor Schools
policy     ijndd
time-zone  America/New_York
domain     foxglove.example  staff
domain     students.foxglove.example  student
roster     students  foxglove/roster_students.csv
roster     staff     foxglove/roster_staff.csv
