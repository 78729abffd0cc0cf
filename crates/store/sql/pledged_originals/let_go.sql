update pledged_originals set going_until = $3
where hash = $1 and until < $2 and (going_until is null or going_until < $2)
