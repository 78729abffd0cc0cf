select id, account, name, scope, section, acts, made_at, expires_at, revoked_at from tokens where digest = $1
