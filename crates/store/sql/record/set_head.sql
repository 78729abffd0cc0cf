update record_head set hash = $1 where only = 1
