insert into addresses (path, thing, id, since, until)
values ($1, $2, $3, $4, $5)
