select name, text from record_words where entry = $1
