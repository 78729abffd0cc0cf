select id, path, first_published_at, updated_at, section, access, translation_set, card from articles
where pinned_at is not null order by pinned_at desc, first_published_at desc, id desc limit $1
