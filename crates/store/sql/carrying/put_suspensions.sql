insert into suspensions (
    id, thing, subject, begins_at, begins_local, ends_at, ends_local, zone, review_on, reason,
    made_at, made_by, begun_at, ended_at, ended_by, end_reason
)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
