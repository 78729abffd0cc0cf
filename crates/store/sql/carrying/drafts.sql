select article, revision, copy, changed_at, changed_by from drafts order by article
