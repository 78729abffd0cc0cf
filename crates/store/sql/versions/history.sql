select number, nature, at from versions where article = $1 order by number
