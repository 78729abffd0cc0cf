select max(day) from articles where day < $1
