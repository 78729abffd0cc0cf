-- A section and those above it.
with recursive above (id, parent, height) as (
    select c.id, c.parent, 0 from catalogue c where c.id = $1
    union all
    select c.id, c.parent, a.height + 1 from catalogue c join above a on c.id = a.parent where a.height < 32
)
select c.id, c.thing, c.key, c.name, c.parent, c.details, c.position, c.public_since, d.path
from above a
join catalogue c on c.id = a.id
left join addresses d on d.thing = c.thing and d.id = c.id and d.until is null
order by a.height
