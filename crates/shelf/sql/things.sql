select id, thing, key, name, parent, details, position, path from things order by thing, position, key
