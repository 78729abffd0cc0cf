insert into checkpoints (article, number, revision, copy, at, by_whom, why)
values ($1, $2, $3, $4, $5, $6, $7)
