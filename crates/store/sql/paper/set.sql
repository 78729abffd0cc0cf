insert into paper (only, identity, settings) values (1, $1, $2)
on conflict (only) do update set settings = excluded.settings
