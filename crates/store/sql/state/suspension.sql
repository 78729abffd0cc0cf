select id, thing, subject, begins_at, begins_local, ends_at, ends_local, zone, review_on, reason, made_at, made_by, begun_at, ended_at, ended_by, end_reason
from suspensions where id = $1
