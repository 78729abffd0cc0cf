insert into jobs (id, kind, thing, due_at, left_at, attempts) values ($1, $2, $3, $4, $5, 0)
