insert into media (hash, article, media_type, width, height) values ($1, $2, $3, $4, $5) on conflict do nothing
