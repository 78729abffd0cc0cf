select why, since from asleep where singleton = 1
