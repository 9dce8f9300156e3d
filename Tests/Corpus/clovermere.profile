# An invented district of the labelled corpus.
district   Clovermere Valley Schools
policy     ijndd
time-zone  America/Denver
domain     clovermere.example  staff
domain     students.clovermere.example  student
roster     students  clovermere/roster_students.csv
roster     staff     clovermere/roster_staff.csv
