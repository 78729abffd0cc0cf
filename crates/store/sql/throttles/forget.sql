delete from throttles
where (purpose, network) in (select purpose, network from throttles where forget_at <= $1 order by forget_at limit $2)
