select id, sort, at, by_whom from erasures where id = $1
