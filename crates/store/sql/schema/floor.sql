select oldest_node from schema_floor where only = 1
