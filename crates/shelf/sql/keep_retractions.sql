insert into retractions (id, path, number, first_published_at, at, section, language, headline, reason)
select unhex(value ->> 'id'), value ->> 'path', value ->> 'number', value ->> 'first_published_at', value ->> 'at',
       unhex(value ->> 'section'), value ->> 'language', value ->> 'headline', value ->> 'reason'
from json_each($1)
