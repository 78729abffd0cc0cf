-- The newsroom's truth: articles with one draft and a chain of versions, addresses for ever, the record of all acts.
-- State is who and when, never a boolean. Instants are epoch milliseconds, ids are UUIDs, documents are canonical JSON.

-- The paper's settings; one row.
create table paper (
    singleton bigint primary key check (singleton = 1),
    identity uuid not null,
    settings text not null
);

-- The oldest node that may still work on this schema; one row.
create table schema_floor (
    singleton bigint primary key check (singleton = 1),
    oldest_node bigint not null
);
insert into schema_floor (singleton, oldest_node) values (1, 1);

-- Sections, people, dossiers, series and topics: what articles are placed under and signed by.
create table catalogue (
    id uuid primary key,
    thing text not null,
    key text not null,
    name text not null,
    parent uuid references catalogue (id),
    details text not null,
    position bigint not null,
    unique (thing, key)
);

create table articles (
    id uuid primary key,
    created_at bigint not null,
    section uuid references catalogue (id),
    series uuid references catalogue (id),
    access text not null,
    teaser_ends_after bigint not null,
    translation_set text,
    pinned_at bigint,
    first_published_at bigint,
    live_version bigint
);

-- Dossiers and topics of an article, in the order given.
create table memberships (
    article uuid not null references articles (id),
    thing text not null,
    member_of uuid not null references catalogue (id),
    position bigint not null,
    primary key (article, thing, position)
);

-- The working copy: exactly one an article, with a counter for "moved on".
create table drafts (
    article uuid primary key references articles (id),
    revision bigint not null,
    copy text not null,
    changed_at bigint not null,
    changed_by text not null
);

-- Kept moments of a draft's history.
create table checkpoints (
    article uuid not null references articles (id),
    number bigint not null,
    revision bigint not null,
    copy text not null,
    at bigint not null,
    by_whom text not null,
    why text not null,
    primary key (article, number)
);

-- What was published. The link commits to the leaves, the leaves to the copy.
create table versions (
    article uuid not null references articles (id),
    number bigint not null,
    nature text not null,
    at bigint not null,
    by_whom text not null,
    copy text not null,
    leaves text not null,
    previous bytea not null,
    link bytea not null,
    primary key (article, number)
);

create function versions_never_change() returns trigger language plpgsql as $$
begin raise exception 'a published version never changes'; end $$;
create trigger versions_never_change before update of article, number, nature, at, previous, link on versions
for each row execute function versions_never_change();
create trigger versions_never_go before delete on versions
for each row execute function versions_never_change();

-- The only router. A path that had a thing keeps it for ever: `until` says since when it only redirects.
create table addresses (
    path text primary key,
    thing text not null,
    id uuid not null,
    since bigint not null,
    until bigint
);
create unique index addresses_current on addresses (thing, id) where until is null;

-- Which file an article came from, and what the draft was when it did.
create table imports (
    path text primary key,
    article uuid not null unique references articles (id),
    file_hash bytea not null,
    draft_revision bigint not null
);

-- Files of the paper; the bytes stand in the media folder under their hash, credits stand with each use.
create table assets (
    id uuid primary key,
    hash bytea not null unique,
    media_type text not null,
    bytes bigint not null,
    width bigint,
    height bigint,
    taken_in_at bigint not null
);

-- The last number and hash of the record; the row that every act locks last.
create table record_head (
    singleton bigint primary key check (singleton = 1),
    number bigint not null,
    hash bytea not null
);
insert into record_head (singleton, number, hash) values (1, 0, decode(repeat('00', 32), 'hex'));

-- The chained log of all acts.
create table record (
    number bigint primary key,
    at bigint not null,
    by_whom text not null,
    act text not null,
    thing uuid,
    tags text not null,
    detail text not null,
    hash bytea not null
);

create function record_never_changes() returns trigger language plpgsql as $$
begin raise exception 'the record is never rewritten'; end $$;
create trigger record_never_changes before update on record
for each row execute function record_never_changes();
create trigger record_never_goes before delete on record
for each row execute function record_never_changes();

