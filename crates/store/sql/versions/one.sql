select number, nature, at, by_whom, copy, leaves, previous, link from versions where article = $1 and number = $2
