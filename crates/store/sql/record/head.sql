select number, hash from record_head where singleton = 1
