insert into drafts (article, revision, copy, changed_at, changed_by, committed_revision, committed_checkpoint, kept_since)
values ($1, $2, $3, $4, $5, $6, $7, $8)
