-- What an entry committed to is about to be written over: it stands as this checkpoint from now on.
update drafts set committed_checkpoint = $2
where article = $1 and committed_revision = revision and committed_checkpoint is null
