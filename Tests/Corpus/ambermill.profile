# An invented district of the labelled corpus.
district   Ambermill Central Schools
policy     ijndd
time-zone  America/New_York
domain     ambermill.example  staff
domain     students.ambermill.example  student
roster     students  ambermill/roster_students.csv
roster     staff     ambermill/roster_staff.csv
