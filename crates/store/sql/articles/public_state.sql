-- What the public may know of one article: nothing, unless a version is live.
select a.section, a.series, a.access, a.teaser_ends_after, a.translation_set, a.pinned_at, a.first_published_at,
       v.number, v.at, v.copy, d.path
from articles a
join versions v on v.article = a.id and v.number = a.live_version
join addresses d on d.thing = 'article' and d.id = a.id and d.until is null
where a.id = $1
