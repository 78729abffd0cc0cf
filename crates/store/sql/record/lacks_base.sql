-- Whether the record begins with entries that carry no state, and nothing stands for them yet.
select count(*) from record where number = 1 and form = 1 and not exists (select 1 from record_base)
