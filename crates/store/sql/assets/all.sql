select id, hash, media_type, bytes, width, height from assets order by id
