update notices set settled_at = $2, settled_by = $3 where id = $1 and until is null and settled_at is null
