-- Whoever held these is gone, and what they had begun may not be repeated: nobody knows whether it was done.
update outside_jobs set unknown_at = $3, leased_by = null, leased_until = null
where not exists (select 1 from asleep)
  and queue = $1 and replace($2, '|' || kind || '|', '') <> $2
  and coalesce(done_at, dead_at, unknown_at) is null
  and began_at is not null and leased_until < $3
returning id, kind, attempts
