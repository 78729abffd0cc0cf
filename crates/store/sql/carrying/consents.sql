select id, reader, what, wording, form, given_at, withdrawn_at, kept_until from consents where id > $1 order by id limit $2
