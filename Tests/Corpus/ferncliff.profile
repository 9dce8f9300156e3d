# An invented district of the labelled corpus.
district   Ferncliff Public Schools
policy     ijndd
time-zone  America/New_York
domain     ferncliff.example  staff
domain     students.ferncliff.example  student
roster     students  ferncliff/roster_students.csv
roster     staff     ferncliff/roster_staff.csv
