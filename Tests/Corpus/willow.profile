# An invented district of the labelled corpus.
district   Willow Creek Public Schools
policy     ijndd
time-zone  America/New_York
domain     willowcreek.example  staff
domain     students.willowcreek.example  student
roster     students  willow/roster_students.csv
roster     staff     willow/roster_staff.csv
