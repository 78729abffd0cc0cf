-- So that whoever keeps the list elsewhere knows that there is more.
select (select count(*) from erasures) + (select count(*) from withholdings)
