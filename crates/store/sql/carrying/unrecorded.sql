-- What enters nothing in the record: how often drafts changed, how far the jobs outside are, and until when originals are
-- pledged, all together.
select (select cast(coalesce(sum(revision), 0) as bigint) from drafts),
    (select cast(coalesce(sum(attempts), 0) + count(*) + count(done_at) + count(began_at) + count(dead_at) + count(unknown_at) as bigint)
        from outside_jobs),
    (select cast(count(*) + coalesce(max(until), 0) as bigint) from pledged_originals)
