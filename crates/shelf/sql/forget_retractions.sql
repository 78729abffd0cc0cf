delete from retractions where id in (select unhex(value) from json_each($1))
