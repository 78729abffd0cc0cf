select number, link, copy from versions where article = $1 order by number desc limit 1
