# An invented district of the labelled corpus.
district   Prairie Star Public Schools
policy     ijndd
time-zone  America/Chicago
domain     prairiestar.example  staff
domain     students.prairiestar.example  student
roster     students  prairie/roster_students.csv
roster     staff     prairie/roster_staff.csv
