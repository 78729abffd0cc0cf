delete from former_descriptions where id = $1
