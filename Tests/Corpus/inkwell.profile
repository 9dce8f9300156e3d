# An invented district of the labelled corpus.
district   Inkwell County Schools
policy     ijndd
time-zone  America/New_York
domain     inkwell.example  staff
domain     students.inkwell.example  student
roster     students  inkwell/roster_students.csv
roster     staff     inkwell/roster_staff.csv
