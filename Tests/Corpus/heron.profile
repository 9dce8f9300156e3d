# An invented district of the labelled corpus.
district   Heron Lake Area Schools
policy     ijndd
time-zone  America/Chicago
domain     heron.example  staff
domain     students.heron.example  student
roster     students  heron/roster_students.csv
roster     staff     heron/roster_staff.csv
