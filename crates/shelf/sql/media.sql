select public, media_type, bytes, width, height from media where hash = $1 limit 1
