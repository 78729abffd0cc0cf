update asleep set without_erasures = $1 where singleton = 1
