district
domain maplehollow.example staff
roster pupils   rosters/students.csv
roster student  rosters/students.csv
roster staff
roster staff    missing.csv
roster students headless.csv
roster students empty.csv
roster guardians rows.csv
policy
