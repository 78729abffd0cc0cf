insert into pledged_originals (hash, until, going_until) values ($1, $2, $3)
