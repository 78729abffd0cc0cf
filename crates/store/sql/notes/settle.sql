update notes set settled_at = $2 where id = $1 and settled_at is null returning id
