insert into drafts (article, revision, copy, changed_at, changed_by)
values ($1, $2, $3, $4, $5)
