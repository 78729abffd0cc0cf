update addresses set until = $3 where thing = $1 and id = $2 and until is null
returning path
