# The three invented districts of the labelled corpus as one, for splits that hold messages of several.
district   Westvale, Pine Hollow and Tamarack
policy     ijndd
time-zone  America/New_York
domain     westvale.example             staff
domain     students.westvale.example    student
domain     pinehollow.example           staff
domain     s.pinehollow.example         student
domain     tamarack.example             staff
domain     students.tamarack.example    student
roster     students  westvale/roster_students.csv
roster     staff     westvale/roster_staff.csv
roster     students  pinehollow/roster_students.csv
roster     staff     pinehollow/roster_staff.csv
roster     students  tamarack/roster_students.csv
roster     staff     tamarack/roster_staff.csv
