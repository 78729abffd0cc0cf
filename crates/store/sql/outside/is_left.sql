select count(*) from outside_jobs where once = $1
