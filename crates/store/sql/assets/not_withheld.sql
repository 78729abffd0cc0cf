select a.id, a.hash, a.media_type, a.bytes, a.width, a.height
from assets a
left join withheld_media w on w.hash = a.hash
where w.hash is null
order by a.id
