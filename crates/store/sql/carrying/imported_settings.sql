select file_hash from imported_settings where singleton = 1
