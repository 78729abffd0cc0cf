select thing, id, until from addresses where path = $1
