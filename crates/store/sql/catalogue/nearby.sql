-- What an act on one article needs of the catalogue: every section, and what readers do not know of yet.
select c.id, c.thing, c.key, c.name, c.parent, c.details, c.position, c.public_since, d.path
from catalogue c
left join addresses d on d.thing = c.thing and d.id = c.id and d.until is null
where c.thing = 'section' or c.public_since is null
order by c.thing, c.position, c.key
