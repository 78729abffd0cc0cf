select kind, due_at, attempts, failure from jobs
where done_at is null and attempts > $1
order by due_at limit $2
