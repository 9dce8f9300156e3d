domain maplehollow.example staff
list   allstaff staff
list   allstaff@maplehollow.example
list   a@maplehollow.example, b@@maplehollow.example gardian
list   c@maplehollow.example everyone
role   counsellor d.osei@maplehollow.example
role   counseler: d.osei@maplehollow.example
duty   : d.osei@maplehollow.example
duty   advisor robotics-club:
union  localteachers.example
