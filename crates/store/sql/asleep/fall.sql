insert into asleep (singleton, why, since) values (1, $1, $2)
on conflict (singleton) do update set why = excluded.why, since = excluded.since
