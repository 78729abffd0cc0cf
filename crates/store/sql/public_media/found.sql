select a.id, a.media_type, a.bytes, a.width, a.height, p.hash, p.edition, p.reason
from assets a
left join public_media p on p.asset = a.id
where a.hash = $1
