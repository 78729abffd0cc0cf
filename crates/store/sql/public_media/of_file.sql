select p.hash, p.edition, p.reason
from public_media p
join assets a on a.id = p.asset
where a.hash = $1
