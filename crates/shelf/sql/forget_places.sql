delete from places where article in (select unhex(value) from json_each($1))
