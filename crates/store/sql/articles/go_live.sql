update articles set live_version = $2, first_published_at = coalesce(first_published_at, $3) where id = $1
