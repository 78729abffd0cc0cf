insert into paper (singleton, identity, settings) values (1, $1, $2)
on conflict (singleton) do update set settings = excluded.settings
