insert into readers (id, address, proven_at, language, name, made_at, seen_at) values ($1, $2, $3, $4, $5, $6, $7)
