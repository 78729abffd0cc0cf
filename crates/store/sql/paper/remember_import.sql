insert into imported_settings (singleton, file_hash) values (1, $1) on conflict (singleton) do update set file_hash = $1
