insert into checkpoints (article, number, revision, copy, at, by_whom, why)
select d.article, coalesce((select max(c.number) from checkpoints c where c.article = d.article), 0) + 1,
       d.revision, $2, $3, $4, $5
from drafts d where d.article = $1
returning number
