select count(distinct a.id) from accounts a
join grants g on g.account = a.id
where a.joined_at is not null and a.disabled_at is null and g.role = $1
