insert into articles (id, path, number, first_published_at, updated_at, day, section, access, teaser_ends_after, translation_set, pinned_at, typesetter, copy, card, impression)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
