select id, account, digest, name, scope, section, acts, made_at, made_by, expires_at, revoked_at from tokens order by id
