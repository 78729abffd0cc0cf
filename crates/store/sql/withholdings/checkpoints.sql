select number, copy from checkpoints where article = $1 order by number
