select entry, name, text, salt from record_words order by entry, name
