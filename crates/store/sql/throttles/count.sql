-- A window that has ended begins anew.
insert into throttles (purpose, network, times, forget_at) values ($1, $2, 1, $3)
on conflict (purpose, network) do update set
    times = case when throttles.forget_at <= $4 then 1 else throttles.times + 1 end,
    forget_at = case when throttles.forget_at <= $4 then excluded.forget_at else throttles.forget_at end
