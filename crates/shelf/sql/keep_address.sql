insert into addresses (path, thing, id, moved_to) values ($1, $2, $3, $4)
on conflict (path) do update set thing = excluded.thing, id = excluded.id, moved_to = excluded.moved_to
