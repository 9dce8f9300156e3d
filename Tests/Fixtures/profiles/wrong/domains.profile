domain  maplehollow.example
domain  maplehollow.example  staf
domain  maplehollow  staff
domain  a.person@maplehollow.example staff
domain  maplehollow.example staff
domain  maplehollow.example student
domain  one.example, two.example staff
personal-mail gmail, hilltop..example
social https://hallway.example
