select key, value from record_base order by key
