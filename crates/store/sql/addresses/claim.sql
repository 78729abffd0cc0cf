insert into addresses (path, thing, id, since) values ($1, $2, $3, $4)
on conflict (path) do nothing
returning path, thing, id, since, until
