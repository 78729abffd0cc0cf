select number, nature, link, copy, leaves from versions where article = $1 order by number desc limit 1
