insert into places (list, first_published_at, article, retracted_at)
select unhex(value ->> 'list'), value ->> 'first_published_at', unhex(value ->> 'article'), value ->> 'retracted_at'
from json_each($1) where true
on conflict do nothing
