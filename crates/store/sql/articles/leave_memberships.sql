delete from memberships where article = $1
