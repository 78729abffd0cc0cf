-- Whoever was slower than its lease, and whose job another has taken meanwhile, ends nothing.
update outside_jobs set done_at = $3, progress = $4, failure = null, leased_by = null, leased_until = null, began_at = null
where id = $1 and attempts = $2 and leased_by is not null and coalesce(done_at, dead_at, unknown_at) is null
