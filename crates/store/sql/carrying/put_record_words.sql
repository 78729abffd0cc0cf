insert into record_words (entry, name, text, salt) values ($1, $2, $3, $4)
