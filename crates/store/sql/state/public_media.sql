select asset, hash, edition, reason, at from public_media where asset = $1
