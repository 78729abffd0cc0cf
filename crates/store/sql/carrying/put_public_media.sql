insert into public_media (asset, hash, edition, reason, at) values ($1, $2, $3, $4, $5)
