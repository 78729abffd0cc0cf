select id, path, number, first_published_at, at, section, language, headline, reason from retractions order by at desc, id desc limit $1
