# An invented district of the labelled corpus.
district   Elkhorn Pass School District
policy     ijndd
time-zone  America/Denver
domain     elkhorn.example  staff
domain     students.elkhorn.example  student
roster     students  elkhorn/roster_students.csv
roster     staff     elkhorn/roster_staff.csv
