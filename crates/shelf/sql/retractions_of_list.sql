select r.id, r.path, r.number, r.first_published_at, r.at, r.section, r.language, r.headline, r.reason
from places p join retractions r on r.id = p.article
where p.list = $1 and p.retracted_at is not null order by r.at desc, r.id desc limit $2
