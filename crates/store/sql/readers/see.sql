-- Once erased, a reader is not seen again.
update readers set seen_at = $2 where id = $1 and seen_at < $2
