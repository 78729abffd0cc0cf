select count(*) from places where list = $1
