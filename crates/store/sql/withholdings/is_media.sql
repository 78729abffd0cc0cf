select hash from withheld_media where hash = $1
