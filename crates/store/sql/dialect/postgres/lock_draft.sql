-- Whoever writes a draft, with an entry or without, waits here for the other; SQLite has one who writes.
select revision from drafts where article = $1 for update
