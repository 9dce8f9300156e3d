# A profile that uses every key.
district       Maple Hollow Public Schools
policy         ijndd
time-zone      America/New_York
school-hours   07:30-14:15 mon-thu
school-hours   7:30-12:00 friday
holidays       2026-11-26, 2026-12-24..2027-01-01

domain         maplehollow.example            staff
domain         @students.maplehollow.example  student
domain         *.portal.example               district
domain         parentsquare:                  district
personal-mail  valleycable.example, hilltop.example
social         hallway.example
list           allstaff@maplehollow.example   staff
list           *-families@maplehollow.example *-familias@maplehollow.example  parent
list           everyone@maplehollow.example   mixed
role           counselor: d.osei@maplehollow.example, l.brandt@maplehollow.example
duty           advisor robotics-club: r.vance@maplehollow.example
role           coach: t.okafor@maplehollow.example
union          *@localteachers.example
roster         students  lists/students 2026, final.csv
