# An invented district of the labelled corpus.
district   Juniper Flats School District
policy     ijndd
time-zone  America/Denver
domain     juniperflats.example  staff
domain     stu.juniperflats.example  student
roster     students  juniperflats/roster_students.csv
roster     staff     juniperflats/roster_staff.csv
