delete from grants where account = $1
