insert into wordings (digest, text) values ($1, $2) on conflict (digest) do nothing
