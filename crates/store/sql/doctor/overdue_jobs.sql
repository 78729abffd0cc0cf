select kind, due_at, attempts, failure from jobs
where not exists (select 1 from asleep) and done_at is null and due_at < $1 and attempts <= $2 and (leased_until is null or leased_until < $3)
order by due_at limit $4
