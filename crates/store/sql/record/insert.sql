insert into record (number, form, at, by_whom, act, thing, tags, purge, detail, state, hash)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
