# An invented district of the labelled corpus.
district   Sandhill Plains Unified
policy     ijndd
time-zone  America/Chicago
domain     sandhillplains.example  staff
domain     students.sandhillplains.example  student
roster     students  sandhill/roster_students.csv
roster     staff     sandhill/roster_staff.csv
