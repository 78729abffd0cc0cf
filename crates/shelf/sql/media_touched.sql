select number, hash, public from media_touched order by number desc limit $1
