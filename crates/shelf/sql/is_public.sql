select 1 from media where public = $1 limit 1
