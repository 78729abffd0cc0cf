select id, number, name, details, until, by_whom from former_descriptions order by id, number
