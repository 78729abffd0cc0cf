-- The node ends before the job does: it is nobody's, and this was no attempt.
update outside_jobs set leased_by = null, leased_until = null, attempts_before = attempts_before + 1
where id = $1 and attempts = $2 and leased_by is not null and began_at is null
  and coalesce(done_at, dead_at, unknown_at) is null
