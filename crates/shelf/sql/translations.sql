select id, path, first_published_at, updated_at, section, access, card from articles
where translation_set = $1 order by id
