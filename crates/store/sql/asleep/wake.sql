delete from asleep where singleton = 1
