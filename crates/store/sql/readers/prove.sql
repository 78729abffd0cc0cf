update readers set proven_at = $3 where id = $1 and address = $2 and proven_at is null
