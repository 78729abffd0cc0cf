-- Several statements, one journey; `$1` is the same list of articles in each.
delete from articles where id in (select unhex(value) from json_each($1));
delete from retractions where id in (select unhex(value) from json_each($1));
delete from places where article in (select unhex(value) from json_each($1));
delete from versions where article in (select unhex(value) from json_each($1));
delete from explanations where article in (select unhex(value) from json_each($1));
delete from media where article in (select unhex(value) from json_each($1));
