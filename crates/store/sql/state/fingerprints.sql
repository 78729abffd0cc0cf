select withholding, fingerprint from fingerprints where withholding = $1 order by fingerprint
