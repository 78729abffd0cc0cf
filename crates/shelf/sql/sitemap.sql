select path, updated_at from articles order by first_published_at, id limit $1 offset $2
