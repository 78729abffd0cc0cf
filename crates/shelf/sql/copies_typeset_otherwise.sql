select id, copy from articles where typesetter <> $1 order by id limit $2
