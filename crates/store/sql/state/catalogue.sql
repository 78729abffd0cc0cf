select id, thing, key, name, parent, details, position, public_since from catalogue where id = $1
