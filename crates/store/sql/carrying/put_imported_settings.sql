insert into imported_settings (singleton, file_hash) values (1, $1)
