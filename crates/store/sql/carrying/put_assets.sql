insert into assets (id, hash, media_type, bytes, width, height, taken_in_at)
values ($1, $2, $3, $4, $5, $6, $7)
