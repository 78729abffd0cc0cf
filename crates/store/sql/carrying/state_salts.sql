select key, salt from state_salts order by key
