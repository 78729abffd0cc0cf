insert into connection_data (id, purpose, subject, network, at, forget_at) values ($1, $2, $3, $4, $5, $6)
