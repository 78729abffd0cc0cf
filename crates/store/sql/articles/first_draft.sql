insert into drafts (article, revision, copy, changed_at, changed_by, committed_revision) values ($1, 1, $2, $3, $4, 1)
