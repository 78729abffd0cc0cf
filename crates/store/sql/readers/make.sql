insert into readers (id, address, language, name, made_at, seen_at) values ($1, $2, $3, $4, $5, $5)
on conflict (address) do nothing
returning id
