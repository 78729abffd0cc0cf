select a.hash, p.reason
from public_media p
join assets a on a.id = p.asset
left join withheld_media w on w.hash = a.hash
where p.hash is null and w.hash is null
order by a.hash
