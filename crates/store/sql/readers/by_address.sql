select id, address, proven_at, language, name, made_at, seen_at from readers where address = $1
