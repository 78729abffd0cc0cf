delete from consents where id in (select id from consents where kept_until <= $1 order by kept_until limit $2)
