select count(*) from media_touched
