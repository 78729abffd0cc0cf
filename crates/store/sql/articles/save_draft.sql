-- Writes the draft in an act, whose entry commits to what it says.
update drafts set revision = revision + 1, copy = $3, changed_at = $4, changed_by = $5,
       committed_revision = revision + 1, committed_checkpoint = null, kept_since = null
where article = $1 and revision = $2
returning revision
