insert into consents (id, reader, what, wording, form, given_at, withdrawn_at, kept_until) values ($1, $2, $3, $4, $5, $6, $7, $8)
