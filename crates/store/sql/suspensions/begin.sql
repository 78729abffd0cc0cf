update suspensions set begun_at = $2 where id = $1 and begun_at is null and ended_at is null returning id
