select number, hash from record_head where only = 1
