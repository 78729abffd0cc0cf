update consents set withdrawn_at = $2, kept_until = $3 where id = $1 and withdrawn_at is null
