-- Jobs that somebody holds: few, whatever waits.

create index outside_jobs_held on outside_jobs (queue, leased_until) where leased_until is not null;
