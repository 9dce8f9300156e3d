domain maplehollow.example staff
time-zone  Eastern
time-zone  America/New_Yrok
time-zone  America/Chicago
time-zone  America/Denver
school-hours 7.30-15.00 weekdays
school-hours 15:00-07:30
school-hours 07:30-25:00
school-hours 07:30-15:00 weekday
school-hours 07:30-15:00 fri-mon
school-hours 07:30-15:00 someday
holidays 2026-11-31, 2026-11-26, 11/27/2026
holidays 2027-01-01..2026-12-24
holidays 2026-12-24...2027-01-01
