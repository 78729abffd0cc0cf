select id, sort, at, by_whom from erasures order by at, id
