select id, path, at, section, language, headline, reason from retractions where id = $1
