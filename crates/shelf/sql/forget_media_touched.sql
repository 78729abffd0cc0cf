delete from media_touched where number in (select value from json_each($1))
