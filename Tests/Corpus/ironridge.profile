# An invented district of the labelled corpus.
district   Iron Ridge Consolidated Schools
policy     ijndd
time-zone  America/Chicago
domain     ironridge.example  staff
domain     students.ironridge.example  student
roster     students  ironridge/roster_students.csv
roster     staff     ironridge/roster_staff.csv
