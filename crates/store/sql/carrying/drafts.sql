select article, revision, copy, changed_at, changed_by from drafts where article > $1 order by article limit $2
