-- What is to be done stands in an index of its own; what was given up is few among what was done.
select
    (select count(*) from jobs where done_at is null and due_at <= $1) as due,
    (select count(*) from jobs where done_at is null and due_at < $2) as late,
    (select count(*) from jobs where done_at is null and failure is not null) as failing,
    (select count(*) from jobs where done_at is not null and failure is not null) as given_up
