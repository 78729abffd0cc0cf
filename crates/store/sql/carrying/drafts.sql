select article, revision, copy, changed_at, changed_by, committed_revision, committed_checkpoint, kept_since
from drafts where article > $1 order by article limit $2
