update checkpoints set copy = $3 where article = $1 and number = $2
