-- The key is a word of the paper's own: it becomes the identity, which says nothing.
update accounts set key = $2, name = '', email = null, invitation = null, invited_until = null, disabled_at = coalesce(disabled_at, $3)
where id = $1
