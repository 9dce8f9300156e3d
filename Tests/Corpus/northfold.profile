# An invented district of the labelled corpus.
district   Northfold Unified School District
policy     ijndd
time-zone  America/New_York
domain     northfold.example  staff
domain     students.northfold.example  student
roster     students  northfold/roster_students.csv
roster     staff     northfold/roster_staff.csv
