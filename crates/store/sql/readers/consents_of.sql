select consents.id, consents.reader, consents.what, wordings.text, wordings.digest, consents.form, consents.given_at, consents.withdrawn_at, consents.kept_until
from consents join wordings on wordings.digest = consents.wording
where consents.reader = $1
order by consents.given_at, consents.id
