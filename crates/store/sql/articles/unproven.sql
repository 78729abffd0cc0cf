-- Drafts that say something else than what an entry committed to last, or of which none says anything.
select d.article, d.revision, d.committed_revision, d.kept_since from drafts d
where d.committed_revision is null or d.committed_revision <> d.revision
order by d.article
