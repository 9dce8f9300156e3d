# An invented district of the labelled corpus.
district   Wrenfold and Aldersley Public Schools
policy     ijndd
time-zone  America/New_York
domain     wrenfold.example  staff
domain     students.wrenfold.example  student
roster     students  wrenfold/roster_students.csv
roster     staff     wrenfold/roster_staff.csv
