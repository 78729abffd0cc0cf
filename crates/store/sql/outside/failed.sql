update outside_jobs set failure = $3, due_at = $4, leased_by = null, leased_until = null, began_at = null
where id = $1 and attempts = $2 and leased_by is not null and done_at is null and dead_at is null and unknown_at is null
