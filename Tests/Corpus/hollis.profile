# An invented district of the labelled corpus.
district   Hollis Point Regional Schools
policy     ijndd
time-zone  America/New_York
domain     hollis.example  staff
domain     students.hollis.example  student
roster     students  hollis/roster_students.csv
roster     staff     hollis/roster_staff.csv
