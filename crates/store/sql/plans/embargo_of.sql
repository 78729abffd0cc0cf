select job, at, local, zone, reason, made_by from embargoes where article = $1
