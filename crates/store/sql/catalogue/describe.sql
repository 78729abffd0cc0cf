update catalogue set name = $2, details = $3, position = $4 where id = $1
