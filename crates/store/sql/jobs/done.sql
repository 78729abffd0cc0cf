update jobs set done_at = $2, failure = $3, leased_by = null, leased_until = null where id = $1 and done_at is null returning id
