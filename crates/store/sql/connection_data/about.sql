select id, purpose, subject, network, at, forget_at from connection_data where subject = $1 order by at, id
