insert into consents (id, reader, what, wording, form, given_at) values ($1, $2, $3, $4, $5, $6)
