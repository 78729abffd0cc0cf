insert into withheld_media (hash, withholding)
values ($1, $2)
