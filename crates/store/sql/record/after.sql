select number, form, at, by_whom, act, thing, tags, purge, detail, state, hash from record where number > $1 order by number limit $2
