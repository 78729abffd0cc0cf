delete from places where article = $1
