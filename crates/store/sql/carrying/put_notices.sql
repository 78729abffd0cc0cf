insert into notices (id, kind, subject, capability, account, detail, since, met_at, times, until, settled_at, settled_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
