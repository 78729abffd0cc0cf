-- Whoever writes holds the record's one row from the beginning, as SQLite's one writer does: acts come one after the
-- other, nobody waits in a ring, numbers are gapless and in commit order, and what an act has read is still so when it
-- writes. Where the first entry is of form 1, only one that commits to a base lets entries of form 2 follow.
update record_head set number = number where singleton = 1
returning number, hash, cast(case
    when coalesce((select form from record where record.number = 1), 2) = 2 or exists (select 1 from record_base) then 1 else 0
end as bigint), (select oldest_node from schema_floor where singleton = 1),
    (select since from asleep where why = 'moved')
