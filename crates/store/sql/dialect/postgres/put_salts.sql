-- Keys and their salts in the same order, in one question.
insert into state_salts (key, salt) select drawn.key, drawn.salt from unnest($1::text[], $2::bytea[]) as drawn (key, salt)
on conflict (key) do update set salt = excluded.salt
