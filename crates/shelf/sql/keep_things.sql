insert into things (id, thing, key, name, parent, details, position, path)
select unhex(value ->> 'id'), value ->> 'thing', value ->> 'key', value ->> 'name',
       unhex(value ->> 'parent'), value ->> 'details', value ->> 'position', value ->> 'path'
from json_each($1)
