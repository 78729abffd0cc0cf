select id, thing, subject, begins_at, ends_at, review_on, reason, ended_at, end_reason from suspensions order by begins_at desc, id
