select id, path, first_published_at, updated_at, section, access, translation_set, card from articles
order by first_published_at desc, id desc limit $1 offset $2
