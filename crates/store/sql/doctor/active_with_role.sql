select count(distinct a.id) from accounts a
join grants g on g.account = a.id
where a.disabled_at is null and g.role = $1
