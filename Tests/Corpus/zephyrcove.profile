# An invented district of the labelled corpus.
district   Zephyr Cove Public Schools
policy     ijndd
time-zone  America/Los_Angeles
domain     zephyrcove.example  staff
domain     students.zephyrcove.example  student
roster     students  zephyrcove/roster_students.csv
roster     staff     zephyrcove/roster_staff.csv
