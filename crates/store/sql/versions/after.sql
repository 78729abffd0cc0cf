select article, number, nature, at, copy, leaves, previous, link
from versions where (article, number) > ($1, $2) order by article, number limit $3
