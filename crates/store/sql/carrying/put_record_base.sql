insert into record_base (key, value) values ($1, $2)
