select list from places where article = $1 and retracted_at is null
