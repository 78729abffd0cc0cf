-- Answers to the account itself, and those in which its key stands.
delete from answers where account = $1 or replace(answer, $2, '') <> answer
