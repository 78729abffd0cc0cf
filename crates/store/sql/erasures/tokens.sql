update tokens set name = '', revoked_at = coalesce(revoked_at, $2) where account = $1
