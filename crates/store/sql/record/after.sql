select number, at, by_whom, act, thing, tags, detail, hash from record where number > $1 order by number limit $2
