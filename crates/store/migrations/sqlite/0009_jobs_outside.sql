-- Jobs whose effect is outside of the database, done without the record's lock; and notices to the house.

-- What is left to be done outside. A queue has one worker at a time on a node; whoever claims a job is told apart by the
-- number of its attempt, so that one who comes late ends nothing. A job that has begun and may not be repeated is unknown
-- once its node is gone; one that failed too often is dead. Both wait for somebody here.
create table outside_jobs (
    id blob primary key,
    kind text not null,
    queue text not null,
    payload text not null,
    once text unique,
    due_at integer not null,
    left_at integer not null,
    attempts integer not null,
    attempts_before integer not null,
    tried_at integer,
    leased_by text,
    leased_until integer,
    began_at integer,
    progress text,
    failure text,
    done_at integer,
    dead_at integer,
    unknown_at integer
) strict;
create index outside_jobs_due on outside_jobs (queue, due_at) where done_at is null and dead_at is null and unknown_at is null;
create index outside_jobs_stopped on outside_jobs (left_at) where dead_at is not null or unknown_at is not null;
create index outside_jobs_done on outside_jobs (kind, done_at) where done_at is not null;

-- What somebody here must know or settle: for whom, since when, until when it held, settled by whom. One stands for one
-- subject; what is met again is counted on it.
create table notices (
    id blob primary key,
    kind text not null,
    subject text not null,
    capability text not null,
    account blob references accounts (id),
    detail text not null,
    since integer not null,
    met_at integer not null,
    times integer not null,
    until integer,
    settled_at integer,
    settled_by text
) strict;
create unique index notices_standing on notices (kind, subject) where until is null and settled_at is null;
