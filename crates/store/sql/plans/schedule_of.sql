select job, checkpoint, nature, at, local, zone, made_by from schedules where article = $1
