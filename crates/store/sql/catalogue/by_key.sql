select id, name, parent, details, position from catalogue where thing = $1 and key = $2
