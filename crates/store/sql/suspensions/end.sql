update suspensions set ended_at = $2, ended_by = $3, end_reason = $4 where id = $1 and ended_at is null returning id
