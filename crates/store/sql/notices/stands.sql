select count(*) from notices where kind = $1 and subject = $2 and until is null and settled_at is null
