select article, number, nature, at, by_whom, copy, leaves, previous, link
from versions where article >= $1 and article <= $2 order by article, number
