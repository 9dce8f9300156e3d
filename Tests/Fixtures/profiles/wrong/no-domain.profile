# Nothing here says which domain is the district's.
district Maple Hollow Public Schools
