select times, forget_at from throttles where purpose = $1 and network = $2 and forget_at > $3
