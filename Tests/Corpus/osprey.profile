# An invented district of the labelled corpus.
district   Osprey Bay Public Schools
policy     ijndd
time-zone  America/New_York
domain     osprey.example  staff
domain     students.osprey.example  student
roster     students  osprey/roster_students.csv
roster     staff     osprey/roster_staff.csv
