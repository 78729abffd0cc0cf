-- What a copy would do at once if it were woken, in its order.
select kind, thing, due_at from (
    select id, kind, thing, due_at from jobs where done_at is null and due_at <= $1
    union all
    select id, kind, cast(null as uuid), due_at from outside_jobs
    where done_at is null and dead_at is null and unknown_at is null and due_at <= $1
) as waiting
order by due_at, id
