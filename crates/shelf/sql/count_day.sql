select count(*) from articles where day = $1
