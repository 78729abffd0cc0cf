select article from notes where id = $1
