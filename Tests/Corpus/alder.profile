# An invented district of the labelled corpus.
district   Alder Creek Regional Schools
policy     ijndd
time-zone  America/New_York
domain     alder.example  staff
domain     students.alder.example  student
roster     students  alder/roster_students.csv
roster     staff     alder/roster_staff.csv
