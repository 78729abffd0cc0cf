-- What is left once by its name is not left again, by whatever node.
insert into outside_jobs (id, kind, queue, payload, once, due_at, left_at, attempts, attempts_before)
values ($1, $2, $3, $4, $5, $6, $7, 0, 0)
on conflict (once) do nothing
