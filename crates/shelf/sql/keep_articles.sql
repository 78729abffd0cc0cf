insert into articles (id, path, number, first_published_at, updated_at, day, section, access, teaser_ends_after, translation_set, pinned_at, typesetter, copy, card, impression)
select unhex(value ->> 'id'), value ->> 'path', value ->> 'number', value ->> 'first_published_at',
       value ->> 'updated_at', value ->> 'day', unhex(value ->> 'section'), value ->> 'access',
       value ->> 'teaser_ends_after', value ->> 'translation_set', value ->> 'pinned_at', value ->> 'typesetter',
       value ->> 'copy', value ->> 'card', value ->> 'impression'
from json_each($1)
