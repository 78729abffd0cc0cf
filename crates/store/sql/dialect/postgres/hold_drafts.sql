-- Nobody types until this transaction ends; whoever does so now is waited for.
lock table drafts in share mode
