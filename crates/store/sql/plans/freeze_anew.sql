update schedules set checkpoint = $2 where article = $1
