-- One stands for one subject: met again, it is counted.
insert into notices (id, kind, subject, capability, account, detail, since, met_at, times)
values ($1, $2, $3, $4, $5, $6, $7, $7, 1)
on conflict (kind, subject) where until is null and settled_at is null
do update set met_at = $7, times = notices.times + 1, detail = $6
