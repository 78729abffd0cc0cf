select a.id, a.hash, a.media_type, a.bytes, a.width, a.height
from assets a
left join public_media p on p.asset = a.id
left join withheld_media w on w.hash = a.hash
where (p.edition is null or p.edition < $1) and w.hash is null and a.id < $2
order by a.id desc limit $3
