select article, thing, member_of, position from memberships order by article, thing, position
