select path, thing, id, since, until from addresses order by path
