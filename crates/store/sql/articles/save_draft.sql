update drafts set revision = revision + 1, copy = $3, changed_at = $4, changed_by = $5
where article = $1 and revision = $2
returning revision
