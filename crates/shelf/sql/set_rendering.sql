update articles set impression = $2, card = $3, typesetter = $4 where id = $1
