select hash from pledged_originals
where until < $1 and (going_until is null or going_until < $1)
order by until, hash
limit $2
