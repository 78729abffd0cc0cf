select id, kind, attempts, failure, dead_at, unknown_at from outside_jobs
where done_at is null and (dead_at is not null or unknown_at is not null)
order by left_at, id limit $1
