delete from pledged_originals where hash = $1 and going_until is null
