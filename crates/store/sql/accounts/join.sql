update accounts set joined_at = $2, invitation = null, invited_until = null where id = $1
