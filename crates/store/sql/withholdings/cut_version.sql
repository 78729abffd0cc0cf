update versions set copy = $3, leaves = $4 where article = $1 and number = $2
