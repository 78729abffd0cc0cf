select distinct split_part(path, '/', 2) as word from addresses
