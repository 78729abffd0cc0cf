select article, number, revision, copy, at, by_whom, why from checkpoints order by article, number
