select public, media_type, width, height from media where hash = $1 limit 1
