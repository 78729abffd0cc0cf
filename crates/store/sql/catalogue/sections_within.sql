-- The sections that stand in one section, or in none.
select c.id, c.thing, c.key, c.name, c.parent, c.details, c.position, c.public_since, d.path
from catalogue c
left join addresses d on d.thing = c.thing and d.id = c.id and d.until is null
where c.thing = 'section' and c.parent is not distinct from $1
order by c.position, c.key
