select id, path, at, section, language, headline, reason from retractions order by at desc, id desc limit $1
