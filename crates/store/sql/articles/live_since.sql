-- Articles that readers have and that were first published since an instant, in the order of their identities, with their copy.
select a.id, d.path, v.copy, v.leaves
from articles a
join addresses d on d.thing = 'article' and d.id = a.id and d.until is null
join versions v on v.article = a.id and v.number = a.live_version
where a.first_published_at >= $1 and a.id > $2
order by a.id limit $3
