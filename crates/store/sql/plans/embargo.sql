insert into embargoes (article, job, at, local, zone, reason, made_at, made_by) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (article) do update set job = $2, at = $3, local = $4, zone = $5, reason = $6, made_at = $7, made_by = $8
