-- Acts that hold: who may act, what is planned, what readers were told, what is withheld, where comments are closed,
-- and the outbox of jobs that acts leave for the press.

-- An older node would show names that only drafts know, and could not read a copy of which something is withheld.
update schema_floor set oldest_node = 2;

-- Since when readers may know of a section, person, dossier, series or topic: a draft that names one must not show it.
alter table catalogue add column public_since bigint;
update catalogue set public_since = 0;

-- Whose article it is, besides those who sign it.
alter table articles add column created_by text not null default 'import';

-- People who work for the paper. Not those who sign: these are in the catalogue, and an account may name one of them.
create table accounts (
    id uuid primary key,
    key text not null unique,
    name text not null,
    email text,
    person uuid references catalogue (id),
    made_at bigint not null,
    made_by text not null,
    invitation bytea,
    invited_until bigint,
    joined_at bigint,
    disabled_at bigint
);

-- What an account may do: a role in a scope (the paper, a section and those below it, one's own articles).
create table grants (
    account uuid not null references accounts (id),
    position bigint not null,
    role text not null,
    scope text not null,
    section uuid references catalogue (id),
    primary key (account, position)
);

-- A publication that is planned: the checkpoint is frozen, later typing does not ride along.
create table schedules (
    article uuid primary key references articles (id),
    job uuid not null,
    checkpoint bigint not null,
    nature text not null,
    at bigint not null,
    local text not null,
    zone text not null,
    made_at bigint not null,
    made_by text not null
);

-- Until when nothing of an article may be public.
create table embargoes (
    article uuid primary key references articles (id),
    job uuid not null,
    at bigint not null,
    local text not null,
    zone text not null,
    reason text not null,
    made_at bigint not null,
    made_by text not null
);

-- Work that acts leave in their own transaction; the press claims it by lease once it is due.
create table jobs (
    id uuid primary key,
    kind text not null,
    thing uuid,
    due_at bigint not null,
    left_at bigint not null,
    attempts bigint not null,
    leased_by text,
    leased_until bigint,
    failure text,
    done_at bigint
);
create index jobs_due on jobs (due_at) where done_at is null;

-- What readers are told about a version. The record holds the salted digest, so that the text can be withheld.
create table explanations (
    article uuid not null,
    version bigint not null,
    place text not null,
    text text,
    salt bytea,
    digest bytea not null,
    primary key (article, version),
    foreign key (article, version) references versions (article, number)
);

-- What was taken from the public on legal grounds: by which act, and how to know it again without keeping it.
create table withholdings (
    id uuid primary key,
    article uuid not null references articles (id),
    what text not null,
    ground text not null,
    reason text not null,
    salt bytea not null,
    words bigint not null,
    at bigint not null,
    by_whom text not null
);
create table fingerprints (
    withholding uuid not null references withholdings (id),
    fingerprint bytea not null,
    primary key (withholding, fingerprint)
);
create table withheld_media (
    hash bytea primary key,
    withholding uuid not null references withholdings (id)
);

-- Comments closed for an article, a section or the paper: from when, until when or when it is looked at again, and why.
create table suspensions (
    id uuid primary key,
    thing text not null,
    subject uuid,
    begins_at bigint not null,
    begins_local text not null,
    ends_at bigint,
    ends_local text,
    zone text not null,
    review_on text,
    reason text not null,
    made_at bigint not null,
    made_by text not null,
    begun_at bigint,
    ended_at bigint,
    ended_by text,
    end_reason text
);

-- What the newsroom is told about a draft: where a correction could not be carried in.
create table notes (
    id uuid primary key,
    article uuid not null references articles (id),
    place text not null,
    text text not null,
    at bigint not null,
    by_whom text not null,
    settled_at bigint
);

-- How things of the catalogue were described before: nothing written is lost.
create table former_descriptions (
    id uuid not null references catalogue (id),
    number bigint not null,
    name text not null,
    details text not null,
    until bigint not null,
    by_whom text not null,
    primary key (id, number)
);

-- The `paper.toml` that was imported last: an unchanged file never undoes what was set since.
create table imported_settings (
    singleton bigint primary key check (singleton = 1),
    file_hash bytea not null
);
