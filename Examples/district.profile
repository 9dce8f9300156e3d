# Maple Hollow Public Schools: an invented district to try Chaperone on.
# One fact a line: a key, then its value. Lines that begin with # say nothing.

district        Maple Hollow Public Schools
policy          ijndd
time-zone       America/New_York
school-hours    07:30-14:45 weekdays
holidays        2026-10-12, 2026-11-11, 2026-11-26..2026-11-27, 2026-12-24..2027-01-01

# Whose an address is. Subdomains go with their parent unless they have a line of their own.
domain          maplehollow.example            staff
domain          students.maplehollow.example   student
domain          hollowportal.example           district
domain          parentsquare:                  district

# Added to the free-mail providers and social networks that Chaperone knows.
personal-mail   valleycable.example
social          hallwaychat.example

# Lists, and who reads them. A * stands for anything.
list            allstaff@maplehollow.example    staff
list            mhhs-faculty@maplehollow.example  staff
list            *-families@maplehollow.example  guardian
list            *-familias@maplehollow.example  guardian
list            robotics@students.maplehollow.example  student
list            varsity-soccer@students.maplehollow.example  student

# Duties that no title in the roster says.
role            hr: records@maplehollow.example
duty            advisor robotics-club: r.vance@maplehollow.example
duty            advisor varsity-soccer: t.okafor@maplehollow.example
duty            advisor drama: b.fontaine@maplehollow.example
union           *@mapleteachers.example

roster          students   rosters/students.csv
roster          staff      rosters/staff.csv
roster          guardians  rosters/guardians.csv

# Where these files do not lie, an index of them that 'chaperone roster build' made stands for them:
# roster        index      roster.index key roster.key
