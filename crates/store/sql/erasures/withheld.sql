-- The entries by which something was withheld, oldest first.
select number, at, by_whom, thing, detail, state from record where act = 'withheld' order by number
