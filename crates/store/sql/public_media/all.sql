select a.hash, p.hash, p.edition, p.reason
from public_media p
join assets a on a.id = p.asset
order by a.hash
