insert into former_descriptions (id, number, name, details, until, by_whom)
values ($1, $2, $3, $4, $5, $6)
