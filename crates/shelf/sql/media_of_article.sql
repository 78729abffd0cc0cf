select hash, public from media where article = $1 order by hash
