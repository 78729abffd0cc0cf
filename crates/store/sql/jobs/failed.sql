update jobs set failure = $2, leased_by = null, leased_until = $3 where id = $1 and done_at is null
