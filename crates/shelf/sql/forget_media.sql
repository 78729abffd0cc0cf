delete from media where article = $1
