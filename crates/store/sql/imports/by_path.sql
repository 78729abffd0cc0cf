select article, file_hash, draft_revision from imports where path = $1
