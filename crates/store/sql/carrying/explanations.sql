select article, version, place, text, salt, digest from explanations order by article, version
