# An invented district of the labelled corpus.
district   Copperline
policy     ijndd
time-zone  America/Detroit
domain     copperline.example  staff
domain     students.copperline.example  student
roster     students  copperline/roster_students.csv
roster     staff     copperline/roster_staff.csv
