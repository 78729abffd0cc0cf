select number, nature, at, copy, leaves, previous, link from versions where article = $1 order by number
