-- The entries by which somebody was erased or something withheld, behind an entry: whoever keeps the list elsewhere adds these.
select number, act, thing from record where number > $1 and act in ('erased', 'withheld') order by number
