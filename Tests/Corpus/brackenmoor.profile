# An invented district of the labelled corpus.
district   Brackenmoor Regional Schools
policy     ijndd
time-zone  America/New_York
domain     brackenmoor.example  staff
domain     students.brackenmoor.example  student
roster     students  brackenmoor/roster_students.csv
roster     staff     brackenmoor/roster_staff.csv
