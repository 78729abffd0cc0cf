-- Somebody decided that it is to be tried again, from the first attempt; numbers of attempts go on.
update outside_jobs set due_at = $2, attempts_before = attempts, dead_at = null, unknown_at = null, began_at = null, failure = null
where id = $1 and done_at is null and (dead_at is not null or unknown_at is not null)
returning kind
