update articles
set section = $2, series = $3, access = $4, teaser_ends_after = $5, translation_set = $6, pinned_at = $7
where id = $1
