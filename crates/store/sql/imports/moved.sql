update imports set path = $2, file_hash = $3, draft_revision = $4 where article = $1
