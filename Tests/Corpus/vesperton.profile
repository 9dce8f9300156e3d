# An invented district of the labelled corpus.
district   Vesperton Regional School District
policy     ijndd
time-zone  America/New_York
domain     vesperton.example  staff
domain     students.vesperton.example  student
roster     students  vesperton/roster_students.csv
roster     staff     vesperton/roster_staff.csv
