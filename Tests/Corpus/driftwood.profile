# An invented district of the labelled corpus.
district   Driftwood Sound Schools
policy     ijndd
time-zone  America/Los_Angeles
domain     driftwood.example  staff
domain     students.driftwood.example  student
roster     students  driftwood/roster_students.csv
roster     staff     driftwood/roster_staff.csv
