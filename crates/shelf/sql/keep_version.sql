insert into versions (article, number, nature, at, copy, leaves, previous, link)
values ($1, $2, $3, $4, $5, $6, $7, $8)
