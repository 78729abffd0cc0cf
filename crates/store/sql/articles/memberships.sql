select thing, member_of from memberships where article = $1 order by thing, position
