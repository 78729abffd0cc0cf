insert into state_salts (key, salt) values ($1, $2) on conflict (key) do update set salt = excluded.salt
