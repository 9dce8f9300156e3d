# An invented district of the labelled corpus.
district   Kestrel Valley Regional Schools
policy     ijndd
time-zone  America/Los_Angeles
domain     kestrel.example  staff
domain     students.kestrel.example  student
roster     students  kestrel/roster_students.csv
roster     staff     kestrel/roster_staff.csv
