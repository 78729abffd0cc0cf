-- Whoever writes holds the record's one row from the beginning, as SQLite's one writer does: acts come one after the
-- other, nobody waits in a ring, numbers are gapless and in commit order, and what an act has read is still so when it
-- writes.
update record_head set number = number where singleton = 1 returning number, hash
