-- Pairs of a key and its salt, in one question.
insert into state_salts (key, salt) select value ->> 0, unhex(value ->> 1) from json_each($1) where true
on conflict (key) do update set salt = excluded.salt
