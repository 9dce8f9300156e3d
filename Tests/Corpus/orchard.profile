# An invented district of the labelled corpus.
district   Orchard Point Public Schools
policy     ijndd
time-zone  America/New_York
domain     orchard.example  staff
domain     students.orchard.example  student
roster     students  orchard/roster_students.csv
roster     staff     orchard/roster_staff.csv
