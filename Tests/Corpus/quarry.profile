# An invented district of the labelled corpus.
district   Quarry Point City Schools
policy     ijndd
time-zone  America/New_York
domain     quarrypoint.example  staff
domain     students.quarrypoint.example  student
roster     students  quarry/roster_students.csv
roster     staff     quarry/roster_staff.csv
