insert into explanations (article, version, place, text, salt, digest)
values ($1, $2, $3, $4, $5, $6)
