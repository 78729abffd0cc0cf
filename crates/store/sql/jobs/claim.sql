-- Takes the job that has been due for longest, of the kinds that this node knows (`|publish|lift_embargo|`): others are for
-- a newer node. Two nodes may choose the same one: the second finds it leased.
update jobs set leased_by = $2, leased_until = $3, attempts = attempts + 1
where id = (
    select j.id from jobs j
    where not exists (select 1 from asleep)
      and j.done_at is null and j.due_at <= $1 and (j.leased_until is null or j.leased_until < $1)
      and replace($4, '|' || j.kind || '|', '') <> $4
    order by j.due_at, j.id limit 1
) and done_at is null and (leased_until is null or leased_until < $1)
returning id, kind, thing, due_at, attempts
