insert into embargoes (article, job, at, local, zone, reason, made_at, made_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)
