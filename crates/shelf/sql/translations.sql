select id, path, first_published_at, updated_at, section, access, translation_set, card from articles
where translation_set = $1 order by id
