insert into tokens (id, account, digest, name, scope, section, acts, made_at, made_by, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
