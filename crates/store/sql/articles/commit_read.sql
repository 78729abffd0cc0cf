-- The entry that follows commits to the draft, unless somebody has typed on since it was read.
update drafts set committed_revision = revision, committed_checkpoint = null, kept_since = null
where article = $1 and revision = $2
