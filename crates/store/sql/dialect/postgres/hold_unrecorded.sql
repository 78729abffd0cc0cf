-- Nobody types, no job outside goes on and no original comes, until this transaction ends; whoever does so now is waited for.
lock table drafts, outside_jobs, pledged_originals in share mode
