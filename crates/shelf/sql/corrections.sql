select e.article, e.number, e.nature, e.at, e.text, coalesce(a.path, r.path) as path, a.card, r.headline, r.language
from explanations e
left join articles a on a.id = e.article
left join retractions r on r.id = e.article
where e.nature in ('clarification', 'correction', 'retraction', 'restoration')
order by e.at desc, e.article desc, e.number desc limit $1 offset $2
