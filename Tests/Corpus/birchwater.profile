# An invented district of the labelled corpus.
district   Birchwater Regional School District
policy     ijndd
time-zone  America/New_York
domain     birchwater.example  staff
domain     students.birchwater.example  student
roster     students  birchwater/roster_students.csv
roster     staff     birchwater/roster_staff.csv
