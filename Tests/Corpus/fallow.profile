# An invented district of the labelled corpus.
district   Fallow Creek Public Schools
policy     ijndd
time-zone  America/New_York
domain     fallow.example  staff
domain     students.fallow.example  student
roster     students  fallow/roster_students.csv
roster     staff     fallow/roster_staff.csv
