select article, thing, member_of from memberships where article >= $1 and article <= $2 order by article, thing, position
