insert into articles (id, path, number, first_published_at, updated_at, day, section, access, teaser_ends_after, translation_set, pinned_at, typesetter, copy, card, impression)
