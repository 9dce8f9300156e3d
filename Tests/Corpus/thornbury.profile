# An invented district of the labelled corpus.
district   Thornbury Island Schools
policy     ijndd
time-zone  America/New_York
domain     thornbury.example  staff
domain     students.thornbury.example  student
roster     students  thornbury/roster_students.csv
roster     staff     thornbury/roster_staff.csv
