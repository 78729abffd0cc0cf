insert into public_media (asset, hash, edition, reason, at) values ($1, $2, $3, $4, $5)
on conflict (asset) do update set hash = excluded.hash, edition = excluded.edition, reason = excluded.reason, at = excluded.at
where public_media.edition < excluded.edition
returning asset
