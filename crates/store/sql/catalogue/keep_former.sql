insert into former_descriptions (id, number, name, details, until, by_whom)
select c.id, coalesce((select max(f.number) from former_descriptions f where f.id = c.id), 0) + 1, c.name, c.details, $2, $3
from catalogue c where c.id = $1
