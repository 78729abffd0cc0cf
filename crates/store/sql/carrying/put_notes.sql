insert into notes (id, article, place, text, at, by_whom, settled_at)
values ($1, $2, $3, $4, $5, $6, $7)
