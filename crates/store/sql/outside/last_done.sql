select done_at, progress from outside_jobs where kind = $1 and done_at is not null order by done_at desc limit 1
