insert into things (id, thing, key, name, parent, details, position, path) values ($1, $2, $3, $4, $5, $6, $7, $8)
