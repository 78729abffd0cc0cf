-- An article with everything that acts ask of it, in one row: they ask it while everybody else waits for the pen.
select a.section, a.series, a.access, a.teaser_ends_after, a.translation_set, a.pinned_at, a.first_published_at, a.live_version, a.created_by,
       d.revision, d.copy, d.changed_at, d.changed_by, d.committed_revision, d.kept_since, p.path, s.job, e.job, v.number, v.nature, v.link, v.copy, v.leaves
from articles a
join drafts d on d.article = a.id
left join addresses p on p.thing = 'article' and p.id = a.id and p.until is null
left join schedules s on s.article = a.id
left join embargoes e on e.article = a.id
left join versions v on v.article = a.id and v.number = (select max(w.number) from versions w where w.article = a.id)
where a.id = $1
