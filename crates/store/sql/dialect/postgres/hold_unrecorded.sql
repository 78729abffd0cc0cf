-- Nobody types, and no job outside goes on, until this transaction ends; whoever does so now is waited for.
lock table drafts, outside_jobs in share mode
