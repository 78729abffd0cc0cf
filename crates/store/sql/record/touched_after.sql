-- What of entries a node needs to follow them; the rest is read by those who know every form of it.
select number, form, act, tags, purge, hash from record where number > $1 order by number limit $2
