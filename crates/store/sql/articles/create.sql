insert into articles (id, created_at, section, series, access, teaser_ends_after, translation_set, pinned_at, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
on conflict (id) do nothing
returning id, created_at, section, series, access, teaser_ends_after, translation_set, pinned_at, first_published_at, live_version,
          created_by
