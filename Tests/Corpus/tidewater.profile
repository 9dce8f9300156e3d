# An invented district of the labelled corpus.
district   Tidewater County Schools
policy     ijndd
time-zone  America/New_York
domain     tidewater.example  staff
domain     students.tidewater.example  student
roster     students  tidewater/roster_students.csv
roster     staff     tidewater/roster_staff.csv
