insert into places (list, first_published_at, article) values ($1, $2, $3) on conflict do nothing
