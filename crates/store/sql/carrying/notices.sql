select id, kind, subject, capability, account, detail, since, met_at, times, until, settled_at, settled_by from notices order by id
