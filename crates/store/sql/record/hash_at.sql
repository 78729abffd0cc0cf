select hash from record where number = $1
