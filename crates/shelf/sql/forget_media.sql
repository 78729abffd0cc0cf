delete from media where article in (select unhex(value) from json_each($1))
