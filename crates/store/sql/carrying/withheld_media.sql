select hash, withholding from withheld_media order by hash
