# An invented district of the labelled corpus.
district   Oxbow Valley Schools
policy     ijndd
time-zone  America/Chicago
domain     oxbow.example  staff
domain     students.oxbow.example  student
roster     students  oxbow/roster_students.csv
roster     staff     oxbow/roster_staff.csv
