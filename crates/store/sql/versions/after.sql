select article, number, nature, at, by_whom, copy, leaves, previous, link
from versions where (article, number) > ($1, $2) order by article, number limit $3
