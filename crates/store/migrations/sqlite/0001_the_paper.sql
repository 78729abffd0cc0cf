-- The newsroom's truth: articles with one draft and a chain of versions, addresses for ever, the record of all acts.
-- State is who and when, never a boolean. Instants are epoch milliseconds, ids are UUIDs, documents are canonical JSON.

-- The paper's settings; one row.
create table paper (
    singleton integer primary key check (singleton = 1),
    identity blob not null,
    settings text not null
) strict;

-- The oldest node that may still work on this schema; one row.
create table schema_floor (
    singleton integer primary key check (singleton = 1),
    oldest_node integer not null
) strict;
insert into schema_floor (singleton, oldest_node) values (1, 1);

-- Sections, people, dossiers, series and topics: what articles are placed under and signed by.
create table catalogue (
    id blob primary key,
    thing text not null,
    key text not null,
    name text not null,
    parent blob references catalogue (id),
    details text not null,
    position integer not null,
    unique (thing, key)
) strict;

create table articles (
    id blob primary key,
    created_at integer not null,
    section blob references catalogue (id),
    series blob references catalogue (id),
    access text not null,
    teaser_ends_after integer not null,
    translation_set text,
    pinned_at integer,
    first_published_at integer,
    live_version integer
) strict;

-- Dossiers and topics of an article, in the order given.
create table memberships (
    article blob not null references articles (id),
    thing text not null,
    member_of blob not null references catalogue (id),
    position integer not null,
    primary key (article, thing, position)
) strict, without rowid;

-- The working copy: exactly one an article, with a counter for "moved on".
create table drafts (
    article blob primary key references articles (id),
    revision integer not null,
    copy text not null,
    changed_at integer not null,
    changed_by text not null
) strict;

-- Kept moments of a draft's history.
create table checkpoints (
    article blob not null references articles (id),
    number integer not null,
    revision integer not null,
    copy text not null,
    at integer not null,
    by_whom text not null,
    why text not null,
    primary key (article, number)
) strict;

-- What was published. The link commits to the leaves, the leaves to the copy.
create table versions (
    article blob not null references articles (id),
    number integer not null,
    nature text not null,
    at integer not null,
    by_whom text not null,
    copy text not null,
    leaves text not null,
    previous blob not null,
    link blob not null,
    primary key (article, number)
) strict;

create trigger versions_never_change before update of article, number, nature, at, previous, link on versions
begin select raise(abort, 'a published version never changes'); end;
create trigger versions_never_go before delete on versions
begin select raise(abort, 'a published version is never deleted'); end;

-- The only router. A path that had a thing keeps it for ever: `until` says since when it only redirects.
create table addresses (
    path text primary key,
    thing text not null,
    id blob not null,
    since integer not null,
    until integer
) strict, without rowid;
create unique index addresses_current on addresses (thing, id) where until is null;

-- Which file an article came from, and what the draft was when it did.
create table imports (
    path text primary key,
    article blob not null unique references articles (id),
    file_hash blob not null,
    draft_revision integer not null
) strict, without rowid;

-- Files of the paper; the bytes stand in the media folder under their hash, credits stand with each use.
create table assets (
    id blob primary key,
    hash blob not null unique,
    media_type text not null,
    bytes integer not null,
    width integer,
    height integer,
    taken_in_at integer not null
) strict;

-- The last number and hash of the record; the row that every act locks last.
create table record_head (
    singleton integer primary key check (singleton = 1),
    number integer not null,
    hash blob not null
) strict;
insert into record_head (singleton, number, hash) values (1, 0, zeroblob(32));

-- The chained log of all acts.
create table record (
    number integer primary key,
    at integer not null,
    by_whom text not null,
    act text not null,
    thing blob,
    tags text not null,
    detail text not null,
    hash blob not null
) strict;

create trigger record_never_changes before update on record
begin select raise(abort, 'the record is never rewritten'); end;
create trigger record_never_goes before delete on record
begin select raise(abort, 'the record is never cut'); end;

