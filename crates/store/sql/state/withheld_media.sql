select hash, withholding from withheld_media where withholding = $1 order by hash
