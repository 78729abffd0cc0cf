select id, place, text, at from notes where article = $1 and settled_at is null order by at, id
