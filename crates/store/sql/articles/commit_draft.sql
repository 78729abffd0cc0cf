-- The entry that follows commits to the draft as it stands; it stands as this checkpoint too, if it is one.
update drafts set committed_revision = revision, committed_checkpoint = $2, kept_since = null where article = $1
