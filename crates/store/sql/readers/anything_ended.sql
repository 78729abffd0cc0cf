select cast(count(*) as bigint) from (
    select 1 as one from throttles where forget_at <= $1
    union all select 1 from connection_data where forget_at <= $1
    union all select 1 from consents where kept_until <= $1
    limit 1
) as ended
