insert into media_touched (hash, public) select distinct hash, public from media
