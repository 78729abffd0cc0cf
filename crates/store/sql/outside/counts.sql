select
    (select count(*) from outside_jobs where done_at is null and dead_at is null and unknown_at is null and due_at <= $1) as due,
    (select count(*) from outside_jobs
        where done_at is null and dead_at is null and unknown_at is null and failure is not null) as failing,
    (select count(*) from outside_jobs where done_at is null and dead_at is not null) as dead,
    (select count(*) from outside_jobs where done_at is null and unknown_at is not null) as unknown
