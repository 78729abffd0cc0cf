select request, answer from answers where account = $1 and key = $2 and forget_at > $3
