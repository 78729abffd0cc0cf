select id, kind, subject, capability, account, detail, since, met_at, times, until, settled_at, settled_by from notices
where until is null and settled_at is null order by since, id
