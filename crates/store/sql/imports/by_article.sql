select path, file_hash, draft_revision from imports where article = $1
