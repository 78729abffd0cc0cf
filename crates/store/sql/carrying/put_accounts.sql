insert into accounts (id, key, name, email, person, made_at, made_by, invitation, invited_until, joined_at, disabled_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
