select asset, hash, edition, reason, at from public_media order by asset
