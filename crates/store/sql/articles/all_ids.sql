select id from articles where id > $1 order by id limit $2
