select number, hash from media_touched order by number desc limit $1
