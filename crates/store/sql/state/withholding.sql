select id, article, what, ground, reason, salt, words, at, by_whom from withholdings where id = $1
