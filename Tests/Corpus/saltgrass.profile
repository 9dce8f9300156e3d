# An invented district of the labelled corpus.
district   Saltgrass Coast Schools
policy     ijndd
time-zone  America/New_York
domain     saltgrass.example  staff
domain     students.saltgrass.example  student
roster     students  saltgrass/roster_students.csv
roster     staff     saltgrass/roster_staff.csv
