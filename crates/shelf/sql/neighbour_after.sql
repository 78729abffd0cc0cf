select min(day) from articles where day > $1
