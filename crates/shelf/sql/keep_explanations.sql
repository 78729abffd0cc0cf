insert into explanations (article, number, nature, at, place, text)
select unhex(value ->> 'article'), value ->> 'number', value ->> 'nature', value ->> 'at',
       value ->> 'place', value ->> 'text'
from json_each($1)
