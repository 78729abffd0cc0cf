insert into addresses (path, thing, id, moved_to)
select value ->> 'path', value ->> 'thing', unhex(value ->> 'id'), value ->> 'moved_to'
from json_each($1) where true
on conflict (path) do update set thing = excluded.thing, id = excluded.id, moved_to = excluded.moved_to
