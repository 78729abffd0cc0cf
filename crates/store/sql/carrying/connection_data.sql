select id, purpose, subject, network, at, forget_at from connection_data where id > $1 order by id limit $2
