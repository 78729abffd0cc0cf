select article, job, checkpoint, nature, at, local, zone, made_at, made_by from schedules where article = $1
