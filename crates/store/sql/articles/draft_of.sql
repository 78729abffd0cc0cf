select revision, copy, changed_at, changed_by, committed_revision, kept_since from drafts where article = $1
