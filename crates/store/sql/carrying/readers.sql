select id, address, proven_at, language, name, made_at, seen_at from readers where id > $1 order by id limit $2
