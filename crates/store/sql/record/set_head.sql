update record_head set hash = $1 where singleton = 1
