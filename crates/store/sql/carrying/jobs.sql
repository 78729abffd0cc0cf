select id, kind, thing, due_at, left_at, attempts, leased_by, leased_until, failure, done_at from jobs order by id
