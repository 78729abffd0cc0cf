select number, revision, copy, at, by_whom, why from checkpoints where article = $1 and number = $2
