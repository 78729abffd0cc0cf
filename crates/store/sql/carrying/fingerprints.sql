select withholding, fingerprint from fingerprints order by withholding, fingerprint
