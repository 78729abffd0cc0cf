select id, media_type, bytes, width, height from assets where hash = $1
