delete from schedules where article = $1
