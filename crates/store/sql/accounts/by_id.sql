select id, key, name, email, person, invited_until, joined_at, disabled_at from accounts where id = $1
