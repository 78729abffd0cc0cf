insert into media_touched (hash) select distinct hash from media
