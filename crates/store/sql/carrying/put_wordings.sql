insert into wordings (digest, text) values ($1, $2)
