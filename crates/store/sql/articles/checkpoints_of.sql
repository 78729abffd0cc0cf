select number, revision, at, by_whom, why from checkpoints where article = $1 order by number
