select oldest_node from schema_floor where singleton = 1
