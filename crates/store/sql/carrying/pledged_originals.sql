select hash, until, going_until from pledged_originals order by hash
