# An invented district of the labelled corpus.
district   Saltmarsh Union School District
policy     ijndd
time-zone  America/Los_Angeles
domain     saltmarsh.example  staff
domain     students.saltmarsh.example  student
roster     students  saltmarsh/roster_students.csv
roster     staff     saltmarsh/roster_staff.csv
