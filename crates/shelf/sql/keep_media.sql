insert into media (hash, article, media_type, width, height)
select value ->> 'hash', unhex(value ->> 'article'), value ->> 'media_type', value ->> 'width',
       value ->> 'height'
from json_each($1) where true
on conflict do nothing
