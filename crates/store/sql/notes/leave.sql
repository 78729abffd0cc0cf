insert into notes (id, article, place, text, at, by_whom) values ($1, $2, $3, $4, $5, $6)
