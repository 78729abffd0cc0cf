-- An article with its dossiers and topics, in one question: it is asked by every act that changes one.
select a.id, a.created_at, a.section, a.series, a.access, a.teaser_ends_after, a.translation_set, a.pinned_at, a.first_published_at,
       a.live_version, a.created_by, m.article, m.thing, m.member_of, m.position
from articles a
left join memberships m on m.article = a.id
where a.id = $1
order by m.thing, m.position
