select id, thing, subject, begins_at, ends_at, zone, review_on, reason, begun_at, ended_at, end_reason from suspensions order by begins_at, id
