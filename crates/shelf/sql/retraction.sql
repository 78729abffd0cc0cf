select id, path, number, first_published_at, at, section, language, headline, reason from retractions where id = $1
