-- What is typed is kept without an entry of the record; entries commit to what a draft said at some moments. A draft says which
-- of its revisions an entry committed to last, where that text stands if the draft is not it any more, and since when it has
-- been changed without an entry. Of a draft from before, nothing is proven yet.
alter table drafts add column committed_revision integer;
alter table drafts add column committed_checkpoint integer;
alter table drafts add column kept_since integer;
