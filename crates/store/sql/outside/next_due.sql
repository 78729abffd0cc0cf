-- When there is next something to do in a queue, of the kinds that this node knows (`|forget_media|make_backup|`): a job
-- that is held is looked at again once its lease has ended.
select min(case when leased_until is not null and leased_until >= due_at then leased_until + 1 else due_at end) from outside_jobs
where not exists (select 1 from asleep)
  and queue = $1 and replace($2, '|' || kind || '|', '') <> $2 and done_at is null and dead_at is null and unknown_at is null
