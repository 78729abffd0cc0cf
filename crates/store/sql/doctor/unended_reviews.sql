select thing, subject, review_on, zone from suspensions
where review_on is not null and ended_at is null
order by review_on, id
