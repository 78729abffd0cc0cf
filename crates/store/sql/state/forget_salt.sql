delete from state_salts where key = $1
