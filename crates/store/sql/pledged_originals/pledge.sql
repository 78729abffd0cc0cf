insert into pledged_originals (hash, until) values ($1, $2)
on conflict (hash) do update set until = case when pledged_originals.until > excluded.until then pledged_originals.until else excluded.until end
where pledged_originals.going_until is null
