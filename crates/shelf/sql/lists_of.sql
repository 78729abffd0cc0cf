select list from places where article = $1
