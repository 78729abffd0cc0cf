select c.id, c.thing, c.key, c.name, c.parent, c.details, c.position, c.public_since, d.path
from catalogue c
left join addresses d on d.thing = c.thing and d.id = c.id and d.until is null
where c.thing = $1 and c.key = $2
