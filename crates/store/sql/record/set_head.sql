update record_head set number = $1, hash = $2 where singleton = 1
