select number, nature, at, place, text from explanations where article = $1 order by number
