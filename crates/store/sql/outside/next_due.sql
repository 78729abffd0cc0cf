-- When there is next something to do in a queue, of the kinds that this node knows (`|forget_media|make_backup|`): a job
-- that is held is looked at again once its lease has ended.
select min(due) from (
    select (
        select due_at from outside_jobs
        where queue = $1 and replace($2, '|' || kind || '|', '') <> $2 and leased_until is null
          and done_at is null and dead_at is null and unknown_at is null
        order by due_at limit 1
    ) as due
    union all
    select min(case when leased_until >= due_at then leased_until + 1 else due_at end) from outside_jobs
    where queue = $1 and replace($2, '|' || kind || '|', '') <> $2 and leased_until is not null
      and coalesce(done_at, dead_at, unknown_at) is null
) as either
where not exists (select 1 from asleep)
