update outside_jobs set failure = $3, dead_at = $4, leased_by = null, leased_until = null, began_at = null
where id = $1 and attempts = $2 and leased_by is not null and coalesce(done_at, dead_at, unknown_at) is null
