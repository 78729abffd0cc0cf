select id, kind, queue, payload, once, due_at, left_at, attempts, attempts_before, tried_at, leased_by, leased_until, began_at,
    progress, failure, done_at, dead_at, unknown_at
from outside_jobs order by id
