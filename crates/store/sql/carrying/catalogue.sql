select id, thing, key, name, parent, details, position from catalogue order by thing, key
