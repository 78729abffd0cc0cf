select id, thing, key, name, parent, details, position, public_since from catalogue order by thing, key
