# An invented district of the labelled corpus.
district   Dunmore Falls Public Schools
policy     ijndd
time-zone  America/New_York
domain     dunmore.example  staff
domain     students.dunmore.example  student
roster     students  dunmore/roster_students.csv
roster     staff     dunmore/roster_staff.csv
