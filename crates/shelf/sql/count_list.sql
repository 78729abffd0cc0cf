select count(*) from places where list = $1 and retracted_at is null
