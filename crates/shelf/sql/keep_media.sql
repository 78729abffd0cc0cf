insert into media (hash, article, public, media_type, width, height)
select value ->> 'hash', unhex(value ->> 'article'), value ->> 'public', value ->> 'media_type', value ->> 'width',
       value ->> 'height'
from json_each($1) where true
on conflict do nothing
