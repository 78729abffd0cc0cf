select id, article, place, text, at, by_whom, settled_at from notes order by id
