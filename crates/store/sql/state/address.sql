select path, thing, id, since, until from addresses where path = $1
