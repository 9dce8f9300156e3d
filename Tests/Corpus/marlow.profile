# An invented district of the labelled corpus.
district   Marlow Hollow
policy     ijndd
time-zone  America/New_York
domain     marlow.example  staff
domain     students.marlow.example  student
roster     students  marlow/roster_students.csv
roster     staff     marlow/roster_staff.csv
