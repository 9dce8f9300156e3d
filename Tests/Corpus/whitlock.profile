# An invented district of the labelled corpus.
district   Whitlock Regional School District
policy     ijndd
time-zone  America/New_York
domain     whitlock.example  staff
domain     students.whitlock.example  student
roster     students  whitlock/roster_students.csv
roster     staff     whitlock/roster_staff.csv
