-- Takes the job of a queue that has been due for longest, of the kinds that this node knows (`|forget_media|make_backup|`),
-- and that nobody holds; a copy that sleeps takes none. One whose effect began may not be repeated: it is told as unknown (`lost.sql`).
-- What is asked of one job is written so that no index of those that wait serves for it: PostgreSQL would go through them all.
update outside_jobs set leased_by = $4, leased_until = $5, attempts = attempts + 1, tried_at = $3
where id = (
    select j.id from outside_jobs j
    where not exists (select 1 from asleep)
      and j.queue = $1 and replace($2, '|' || j.kind || '|', '') <> $2
      and j.done_at is null and j.dead_at is null and j.unknown_at is null and j.began_at is null
      and j.due_at <= $3 and (j.leased_until is null or j.leased_until < $3)
    order by j.due_at, j.id limit 1
) and coalesce(done_at, dead_at, unknown_at) is null and began_at is null
  and (leased_until is null or leased_until < $3)
returning id, kind, payload, due_at, attempts, attempts_before, progress
