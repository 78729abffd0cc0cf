-- Whether anybody who has an account signs as this person.
select count(*) from accounts where person = $1
