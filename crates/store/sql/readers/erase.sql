update readers set address = null, proven_at = null, name = null, seen_at = null where id = $1
