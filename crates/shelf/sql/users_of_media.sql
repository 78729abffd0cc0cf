select article from media where hash = $1
