select number, name, details, until, by_whom from former_descriptions where id = $1 order by number
