insert into grants (account, position, role, scope, section)
values ($1, $2, $3, $4, $5)
