select id, hash, media_type, bytes, width, height, taken_in_at from assets where hash = $1
