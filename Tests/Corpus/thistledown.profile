# An invented district of the labelled corpus.
district   Thistledown Consolidated Schools
policy     ijndd
time-zone  America/Chicago
domain     thistledown.example  staff
domain     students.thistledown.example  student
roster     students  thistledown/roster_students.csv
roster     staff     thistledown/roster_staff.csv
