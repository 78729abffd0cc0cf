select path, article, file_hash, draft_revision from imports
