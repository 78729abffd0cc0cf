select thing, id, moved_to from addresses where path = $1
