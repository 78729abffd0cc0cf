delete from embargoes where article = $1
