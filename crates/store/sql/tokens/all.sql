select id, account, name, scope, section, acts, made_at, expires_at, revoked_at from tokens order by made_at, id
