insert into versions (article, number, nature, at, copy, leaves, previous, link)
select unhex(value ->> 'article'), value ->> 'number', value ->> 'nature', value ->> 'at',
       value ->> 'copy', value ->> 'leaves', value ->> 'previous', value ->> 'link'
from json_each($1)
