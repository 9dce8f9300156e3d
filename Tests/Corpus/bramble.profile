# An invented district of the labelled corpus.
district   Bramble Heights City Schools
policy     ijndd
time-zone  America/Chicago
domain     bramble.example  staff
domain     students.bramble.example  student
roster     students  bramble/roster_students.csv
roster     staff     bramble/roster_staff.csv
