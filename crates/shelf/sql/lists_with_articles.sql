select list, count(*) as count, max(first_published_at) as newest from places
where retracted_at is null and list in (select unhex(value) from json_each($1))
group by list
