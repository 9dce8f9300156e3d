# An invented district of the labelled corpus.
district   Cedarmont School District
policy     ijndd
time-zone  America/Denver
domain     cedarmont.example  staff
domain     students.cedarmont.example  student
roster     students  cedarmont/roster_students.csv
roster     staff     cedarmont/roster_staff.csv
