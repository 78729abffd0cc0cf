-- A copy that sleeps does nothing in time. Of the kinds that this node knows (`|publish|lift_embargo|`).
select min(due_at) from jobs
where not exists (select 1 from asleep)
  and done_at is null and (leased_until is null or leased_until < $1) and replace($2, '|' || kind || '|', '') <> $2
