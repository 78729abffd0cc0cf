select account, key, request, answer, forget_at from answers order by account, key
