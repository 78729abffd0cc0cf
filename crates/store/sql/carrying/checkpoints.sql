select article, number, revision, copy, at, by_whom, why
from checkpoints where (article, number) > ($1, $2) order by article, number limit $3
