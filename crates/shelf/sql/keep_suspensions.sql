insert into suspensions (id, thing, subject, begins_at, ends_at, review_on, reason, ended_at, end_reason)
select unhex(value ->> 'id'), value ->> 'thing', unhex(value ->> 'subject'), value ->> 'begins_at',
       value ->> 'ends_at', value ->> 'review_on', value ->> 'reason', value ->> 'ended_at',
       value ->> 'end_reason'
from json_each($1)
