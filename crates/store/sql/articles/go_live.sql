update articles set live_version = $2, first_published_at = coalesce(first_published_at, $3)
where id = $1
returning id, created_at, section, series, access, teaser_ends_after, translation_set, pinned_at, first_published_at, live_version,
          created_by
