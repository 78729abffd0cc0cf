update catalogue set public_since = $2 where id = $1 and public_since is null returning id
