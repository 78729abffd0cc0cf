insert into imports (path, article, file_hash, draft_revision) values ($1, $2, $3, $4)
on conflict (path) do update set file_hash = excluded.file_hash, draft_revision = excluded.draft_revision
where imports.article = excluded.article
returning path
