# An invented district of the labelled corpus.
district   Kingfisher Point School District
policy     ijndd
time-zone  America/Los_Angeles
domain     kingfisher.example  staff
domain     students.kingfisher.example  student
roster     students  kingfisher/roster_students.csv
roster     staff     kingfisher/roster_staff.csv
