-- Whether anybody who has an account signs as this person; one that was erased tells nothing of anybody.
select count(*) from accounts where person = $1 and not exists (select 1 from erasures e where e.id = accounts.id)
