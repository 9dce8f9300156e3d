# The invented districts of the labelled corpus as one, for splits that hold messages of several.
district   Westvale, Pine Hollow, Tamarack, Birchwater, Saltmarsh, Redfern Hills, Juniper Flats, Thornbury, Coldwater Falls and Sandhill Plains
policy     ijndd
time-zone  America/New_York
domain     westvale.example             staff
domain     students.westvale.example    student
domain     pinehollow.example           staff
domain     s.pinehollow.example         student
domain     tamarack.example             staff
domain     students.tamarack.example    student
domain     birchwater.example  staff
domain     students.birchwater.example  student
domain     saltmarsh.example  staff
domain     students.saltmarsh.example  student
domain     redfernhills.example  staff
domain     students.redfernhills.example  student
roster     students  westvale/roster_students.csv
roster     staff     westvale/roster_staff.csv
roster     students  pinehollow/roster_students.csv
roster     staff     pinehollow/roster_staff.csv
roster     students  tamarack/roster_students.csv
roster     staff     tamarack/roster_staff.csv
roster     students  birchwater/roster_students.csv
roster     staff     birchwater/roster_staff.csv
roster     students  saltmarsh/roster_students.csv
roster     staff     saltmarsh/roster_staff.csv
roster     students  redfern/roster_students.csv
roster     staff     redfern/roster_staff.csv
domain     larkspur.example  staff
domain     students.larkspur.example  student
domain     juniperflats.example  staff
domain     stu.juniperflats.example  student
roster     students  juniperflats/roster_students.csv
roster     staff     juniperflats/roster_staff.csv
domain     thornbury.example  staff
domain     students.thornbury.example  student
roster     students  thornbury/roster_students.csv
roster     staff     thornbury/roster_staff.csv
domain     coldwaterfalls.example  staff
domain     students.coldwaterfalls.example  student
roster     students  coldwater/roster_students.csv
roster     staff     coldwater/roster_staff.csv
domain     sandhillplains.example  staff
domain     students.sandhillplains.example  student
roster     students  sandhill/roster_students.csv
roster     staff     sandhill/roster_staff.csv
