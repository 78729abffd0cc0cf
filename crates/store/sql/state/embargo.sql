select article, job, at, local, zone, reason, made_at, made_by from embargoes where article = $1
