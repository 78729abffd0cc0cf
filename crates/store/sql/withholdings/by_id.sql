select article from withholdings where id = $1
