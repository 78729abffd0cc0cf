insert into withholdings (id, article, what, ground, reason, salt, words, at, by_whom)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
