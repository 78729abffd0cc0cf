-- Why nothing may be written here, for whoever writes without holding the record.
select (select oldest_node from schema_floor where singleton = 1) as oldest_node,
    (select since from asleep where why = 'moved') as moved_at
