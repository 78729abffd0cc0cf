-- Locks the one row that every act locks last: numbers are gapless and in commit order.
update record_head set number = number + 1 where singleton = 1 returning number, hash
