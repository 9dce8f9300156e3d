# An invented district of the labelled corpus.
district   Mistletoe Cove Public Schools
policy     ijndd
time-zone  America/New_York
domain     mistletoe.example  staff
domain     students.mistletoe.example  student
roster     students  mistletoe/roster_students.csv
roster     staff     mistletoe/roster_staff.csv
