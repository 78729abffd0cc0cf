select path from addresses where thing = $1 and id = $2 and until is null
