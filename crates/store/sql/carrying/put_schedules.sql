insert into schedules (article, job, checkpoint, nature, at, local, zone, made_at, made_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
