# An invented district of the labelled corpus.
district   Coldwater Falls Public Schools
policy     ijndd
time-zone  America/New_York
domain     coldwaterfalls.example  staff
domain     students.coldwaterfalls.example  student
roster     students  coldwater/roster_students.csv
roster     staff     coldwater/roster_staff.csv
