# An invented district of the labelled corpus.
district   Tamarack Public Schools
policy     ijndd
time-zone  America/New_York
domain     tamarack.example  staff
domain     students.tamarack.example  student
roster     students  tamarack/roster_students.csv
roster     staff     tamarack/roster_staff.csv
