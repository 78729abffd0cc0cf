select distinct substr(path, 2, instr(substr(path, 2) || '/', '/') - 1) as word from addresses
