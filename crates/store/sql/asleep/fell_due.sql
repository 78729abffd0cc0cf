-- What a copy would do at once if it were woken, in its order.
select kind, thing, due_at from jobs
where done_at is null and due_at <= $1
order by due_at, id
