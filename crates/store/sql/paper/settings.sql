select identity, settings from paper where only = 1
