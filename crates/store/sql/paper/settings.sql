select identity, settings from paper where singleton = 1
