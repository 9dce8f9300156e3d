# An invented district of the labelled corpus.
district   Pemberline Township Schools
policy     ijndd
time-zone  America/New_York
domain     pemberline.example  staff
domain     students.pemberline.example  student
roster     students  pemberline/roster_students.csv
roster     staff     pemberline/roster_staff.csv
