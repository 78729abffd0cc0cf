-- Acts that hold: who may act, what is planned, what readers were told, what is withheld, where comments are closed,
-- and the outbox of jobs that acts leave for the press.

-- An older node would show names that only drafts know, and could not read a copy of which something is withheld.
update schema_floor set oldest_node = 2;

-- Since when readers may know of a section, person, dossier, series or topic: a draft that names one must not show it.
alter table catalogue add column public_since integer;
update catalogue set public_since = 0;

-- Whose article it is, besides those who sign it.
alter table articles add column created_by text not null default 'import';

-- People who work for the paper. Not those who sign: these are in the catalogue, and an account may name one of them.
create table accounts (
    id blob primary key,
    key text not null unique,
    name text not null,
    email text,
    person blob references catalogue (id),
    made_at integer not null,
    made_by text not null,
    invitation blob,
    invited_until integer,
    joined_at integer,
    disabled_at integer
) strict;

-- What an account may do: a role in a scope (the paper, a section and those below it, one's own articles).
create table grants (
    account blob not null references accounts (id),
    position integer not null,
    role text not null,
    scope text not null,
    section blob references catalogue (id),
    primary key (account, position)
) strict, without rowid;

-- A publication that is planned: the checkpoint is frozen, later typing does not ride along.
create table schedules (
    article blob primary key references articles (id),
    job blob not null,
    checkpoint integer not null,
    nature text not null,
    at integer not null,
    local text not null,
    zone text not null,
    made_at integer not null,
    made_by text not null
) strict;

-- Until when nothing of an article may be public.
create table embargoes (
    article blob primary key references articles (id),
    job blob not null,
    at integer not null,
    local text not null,
    zone text not null,
    reason text not null,
    made_at integer not null,
    made_by text not null
) strict;

-- Work that acts leave in their own transaction; the press claims it by lease once it is due.
create table jobs (
    id blob primary key,
    kind text not null,
    thing blob,
    due_at integer not null,
    left_at integer not null,
    attempts integer not null,
    leased_by text,
    leased_until integer,
    failure text,
    done_at integer
) strict;
create index jobs_due on jobs (due_at) where done_at is null;

-- What readers are told about a version. The record holds the salted digest, so that the text can be withheld.
create table explanations (
    article blob not null,
    version integer not null,
    place text not null,
    text text,
    salt blob,
    digest blob not null,
    primary key (article, version),
    foreign key (article, version) references versions (article, number)
) strict;

-- What was taken from the public on legal grounds: by which act, and how to know it again without keeping it.
create table withholdings (
    id blob primary key,
    article blob not null references articles (id),
    what text not null,
    ground text not null,
    reason text not null,
    salt blob not null,
    words integer not null,
    at integer not null,
    by_whom text not null
) strict;
create table fingerprints (
    withholding blob not null references withholdings (id),
    fingerprint blob not null,
    primary key (withholding, fingerprint)
) strict, without rowid;
create table withheld_media (
    hash blob primary key,
    withholding blob not null references withholdings (id)
) strict;

-- Comments closed for an article, a section or the paper: from when, until when or when it is looked at again, and why.
create table suspensions (
    id blob primary key,
    thing text not null,
    subject blob,
    begins_at integer not null,
    begins_local text not null,
    ends_at integer,
    ends_local text,
    zone text not null,
    review_on text,
    reason text not null,
    made_at integer not null,
    made_by text not null,
    begun_at integer,
    ended_at integer,
    ended_by text,
    end_reason text
) strict;

-- What the newsroom is told about a draft: where a correction could not be carried in.
create table notes (
    id blob primary key,
    article blob not null references articles (id),
    place text not null,
    text text not null,
    at integer not null,
    by_whom text not null,
    settled_at integer
) strict;

-- How things of the catalogue were described before: nothing written is lost.
create table former_descriptions (
    id blob not null references catalogue (id),
    number integer not null,
    name text not null,
    details text not null,
    until integer not null,
    by_whom text not null,
    primary key (id, number)
) strict;

-- The `paper.toml` that was imported last: an unchanged file never undoes what was set since.
create table imported_settings (
    singleton integer primary key check (singleton = 1),
    file_hash blob not null
) strict;
