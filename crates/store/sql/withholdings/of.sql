select what, ground, reason, at, by_whom from withholdings where article = $1 order by at, id
