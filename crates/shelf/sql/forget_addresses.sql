delete from addresses where id = $1
