# An invented district of the labelled corpus.
district   Granite Bend Community Schools
policy     ijndd
time-zone  America/New_York
domain     granite.example  staff
domain     students.granite.example  student
roster     students  granite/roster_students.csv
roster     staff     granite/roster_staff.csv
