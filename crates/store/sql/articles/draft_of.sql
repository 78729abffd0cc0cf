select revision, copy, changed_at, changed_by from drafts where article = $1
