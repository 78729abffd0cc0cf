select day, count(*) from articles group by day order by day desc limit $1 offset $2
