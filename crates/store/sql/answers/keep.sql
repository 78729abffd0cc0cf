insert into answers (account, key, request, answer, forget_at) values ($1, $2, $3, $4, $5)
