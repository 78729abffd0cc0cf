-- Writes over the draft without an entry: what an entry committed to stays what it is.
update drafts set revision = revision + 1, copy = $3, changed_at = $4, changed_by = $5, kept_since = coalesce(kept_since, $4)
where article = $1 and revision = $2
returning revision
