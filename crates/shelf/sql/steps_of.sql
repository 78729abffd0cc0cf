select number, nature, at, leaves from versions where article = $1 order by number
