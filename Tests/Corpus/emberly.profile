# An invented district of the labelled corpus.
district   Emberly Elementary School District
policy     ijndd
time-zone  America/Chicago
domain     emberly.example  staff
domain     students.emberly.example  student
roster     students  emberly/roster_students.csv
roster     staff     emberly/roster_staff.csv
