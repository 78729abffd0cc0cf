select without_erasures from asleep where singleton = 1
