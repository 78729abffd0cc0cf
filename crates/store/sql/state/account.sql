select id, key, name, email, person, made_at, made_by, invitation, invited_until, joined_at, disabled_at from accounts where id = $1
