select a.id, a.path, a.first_published_at, a.updated_at, a.section, a.access, a.translation_set, a.card
from places p join articles a on a.id = p.article
where p.list = $1 order by p.first_published_at desc, p.article desc limit $2 offset $3
