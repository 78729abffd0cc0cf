insert into fingerprints (withholding, fingerprint)
values ($1, $2)
