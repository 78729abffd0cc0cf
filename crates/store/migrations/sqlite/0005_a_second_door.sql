-- Programs act for people, by tokens of which only digests are kept; and what was asked twice is done once.

-- A token belongs to an account and reaches no further than it: into one scope, and maybe only to some acts.
create table tokens (
    id blob primary key,
    account blob not null references accounts (id),
    digest blob not null unique,
    name text not null,
    scope text not null,
    section blob references catalogue (id),
    acts text not null,
    made_at integer not null,
    made_by text not null,
    expires_at integer not null,
    revoked_at integer
) strict;
create index tokens_of_account on tokens (account);

-- What was answered to an act that came with a key of its sender: the same key gets the same answer, until it is forgotten.
create table answers (
    account blob not null references accounts (id),
    key blob not null,
    request blob not null,
    answer text not null,
    forget_at integer not null,
    primary key (account, key)
) strict;
create index answers_to_forget on answers (forget_at);

-- What was given up is found without reading all that was done.
create index jobs_given_up on jobs (done_at) where done_at is not null and failure is not null;
