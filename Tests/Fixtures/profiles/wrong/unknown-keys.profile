district   Maple Hollow Public Schools
timezone   America/New_York
domian     maplehollow.example staff
shool-hours 07:30-15:00
mascot     Owl
