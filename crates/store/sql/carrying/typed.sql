-- How often drafts changed, all together: typing enters nothing in the record.
select cast(coalesce(sum(revision), 0) as bigint) from drafts
