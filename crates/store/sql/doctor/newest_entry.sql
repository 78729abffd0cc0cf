select at from record order by number desc limit 1
