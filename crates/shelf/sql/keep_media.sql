insert into media (hash, article, public, media_type, bytes, width, height)
select value ->> 'hash', unhex(value ->> 'article'), value ->> 'public', value ->> 'media_type', value ->> 'bytes',
       value ->> 'width', value ->> 'height'
from json_each($1) where true
on conflict do nothing
