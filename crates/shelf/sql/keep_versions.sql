insert into versions (article, number, nature, at, copy, leaves, previous, link)
