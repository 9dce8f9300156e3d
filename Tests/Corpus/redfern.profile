# An invented district of the labelled corpus.
district   Redfern Hills Public Schools
policy     ijndd
time-zone  America/New_York
domain     redfernhills.example  staff
domain     students.redfernhills.example  student
roster     students  redfern/roster_students.csv
roster     staff     redfern/roster_staff.csv
