insert into record (number, at, by_whom, act, thing, tags, detail, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)
