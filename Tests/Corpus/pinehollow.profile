# An invented district of the labelled corpus.
district   Pine Hollow Regional Schools
policy     ijndd
time-zone  America/New_York
domain     pinehollow.example  staff
domain     s.pinehollow.example  student
roster     students  pinehollow/roster_students.csv
roster     staff     pinehollow/roster_staff.csv
