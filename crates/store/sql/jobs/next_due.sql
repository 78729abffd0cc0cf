select min(due_at) from jobs where done_at is null and (leased_until is null or leased_until < $1)
