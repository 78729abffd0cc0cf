delete from things
