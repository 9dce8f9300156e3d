# An invented district of the labelled corpus.
district   Quillfen River Schools
policy     ijndd
time-zone  America/Chicago
domain     quillfen.example  staff
domain     students.quillfen.example  student
roster     students  quillfen/roster_students.csv
roster     staff     quillfen/roster_staff.csv
