select path, since, until from addresses where thing = $1 and id = $2 order by since, path
