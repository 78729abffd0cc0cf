delete from connection_data where id in (select id from connection_data where forget_at <= $1 order by forget_at limit $2)
