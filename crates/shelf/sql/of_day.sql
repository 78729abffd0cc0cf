select id, path, first_published_at, updated_at, section, access, translation_set, card from articles
where day = $1 order by first_published_at desc, id desc limit $2 offset $3
