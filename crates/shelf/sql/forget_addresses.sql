delete from addresses where id in (select unhex(value) from json_each($1))
