select id, path, until from addresses where thing = 'article' and id >= $1 and id <= $2 order by id, since, path
