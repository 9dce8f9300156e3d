# An invented district of the labelled corpus.
district   Westvale Public Schools
policy     ijndd
time-zone  America/New_York
domain     westvale.example  staff
domain     students.westvale.example  student
roster     students  westvale/roster_students.csv
roster     staff     westvale/roster_staff.csv
