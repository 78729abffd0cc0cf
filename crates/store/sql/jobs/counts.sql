-- What a copy that sleeps leaves undone is not late. Of the kinds that this node knows (`|publish|lift_embargo|`): others are for a newer node. What is to be done stands in an
-- index of its own, and so does what was given up.
select
    (select count(*) from jobs where done_at is null and due_at <= $1 and replace($3, '|' || kind || '|', '') <> $3) as due,
    (select count(*) from jobs where not exists (select 1 from asleep) and done_at is null and due_at < $2
        and replace($3, '|' || kind || '|', '') <> $3) as late,
    (select count(*) from jobs where done_at is null and failure is not null) as failing,
    (select count(*) from jobs where done_at is not null and failure is not null) as given_up
