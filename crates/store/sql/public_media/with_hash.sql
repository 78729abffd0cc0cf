select a.hash
from public_media p
join assets a on a.id = p.asset
where p.hash = $1
order by a.hash
