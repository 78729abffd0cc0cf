select id, kind, attempts, failure, dead_at, unknown_at from outside_jobs where id = $1
