insert into outside_jobs (id, kind, queue, payload, once, due_at, left_at, attempts, attempts_before, tried_at, leased_by, leased_until,
    began_at, progress, failure, done_at, dead_at, unknown_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
