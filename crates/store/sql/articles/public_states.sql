-- What the public may know of articles in a range of identities: nothing, unless a version is live.
select a.id, a.section, a.series, a.access, a.teaser_ends_after, a.translation_set, a.pinned_at, a.first_published_at, a.live_version, d.path
from articles a
join addresses d on d.thing = 'article' and d.id = a.id and d.until is null
where a.id >= $1 and a.id <= $2 and a.live_version is not null
order by a.id
