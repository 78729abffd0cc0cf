select w.id, w.article, w.salt, w.words, f.fingerprint
from withholdings w join fingerprints f on f.withholding = w.id order by w.id, f.fingerprint
