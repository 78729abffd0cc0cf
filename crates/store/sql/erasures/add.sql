insert into erasures (id, sort, at, by_whom) values ($1, $2, $3, $4) on conflict (id) do nothing
