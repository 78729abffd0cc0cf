insert into jobs (id, kind, thing, due_at, left_at, attempts, leased_by, leased_until, failure, done_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
