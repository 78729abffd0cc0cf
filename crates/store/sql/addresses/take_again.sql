-- A thing may come back to a path that it had before.
update addresses set until = null where path = $1 and thing = $2 and id = $3
returning path
