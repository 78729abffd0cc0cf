update outside_jobs set progress = $3
where id = $1 and attempts = $2 and leased_by is not null and coalesce(done_at, dead_at, unknown_at) is null
