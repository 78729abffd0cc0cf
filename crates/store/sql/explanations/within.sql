select article, version, place, text, salt, digest from explanations where article >= $1 and article <= $2 order by article, version
