# An invented district of the labelled corpus.
district   Nettle Shore Schools
policy     ijndd
time-zone  America/New_York
domain     nettle.example  staff
domain     students.nettle.example  student
roster     students  nettle/roster_students.csv
roster     staff     nettle/roster_staff.csv
