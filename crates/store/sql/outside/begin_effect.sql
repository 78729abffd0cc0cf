update outside_jobs set began_at = $3
where id = $1 and attempts = $2 and leased_by is not null and done_at is null and dead_at is null and unknown_at is null
