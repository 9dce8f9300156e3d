# An invented district of the labelled corpus.
district   Lantern Lake Central Schools
policy     ijndd
time-zone  America/New_York
domain     lantern.example  staff
domain     students.lantern.example  student
roster     students  lantern/roster_students.csv
roster     staff     lantern/roster_staff.csv
