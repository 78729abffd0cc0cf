insert into catalogue (id, thing, key, name, parent, details, position, public_since)
values ($1, $2, $3, $4, $5, $6, $7, $8)
