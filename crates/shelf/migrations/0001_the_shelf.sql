-- The public state on this node. Derived from the newsroom's truth; deleted and remade at will.

create table state (
    key text primary key,
    value text not null
) strict, without rowid;

create table things (
    id blob primary key,
    thing text not null,
    key text not null,
    name text not null,
    parent blob,
    details text not null,
    position integer not null,
    path text
) strict;

-- What answers at a path. A former address names the path where the thing is now.
create table addresses (
    path text primary key,
    thing text not null,
    id blob not null,
    moved_to text
) strict, without rowid;
create index addresses_of on addresses (id);

create table articles (
    id blob primary key,
    path text not null,
    number integer not null,
    first_published_at integer not null,
    updated_at integer not null,
    day text not null,
    section blob,
    access text not null,
    teaser_ends_after integer not null,
    translation_set text,
    pinned_at integer,
    typesetter integer not null,
    copy text not null,
    card text not null,
    impression text not null
) strict;
create index articles_latest on articles (first_published_at desc, id desc);
create index articles_day on articles (day, first_published_at desc, id desc);
create index articles_set on articles (translation_set) where translation_set is not null;

-- What stands in the place of an article that was taken back: its headline and the reason, nothing else of it.
create table retractions (
    id blob primary key,
    path text not null,
    number integer not null,
    first_published_at integer not null,
    at integer not null,
    section blob,
    language text not null,
    headline text not null,
    reason text
) strict;

-- Lists in which an article stands, or stood until it was taken back: its section and those above it, its people,
-- series, dossiers, topics.
create table places (
    list blob not null,
    first_published_at integer not null,
    article blob not null,
    retracted_at integer,
    primary key (list, first_published_at, article)
) strict, without rowid;
create index places_of on places (article);

-- The chain of versions. What is withheld, or was taken back, has its digests only.
create table versions (
    article blob not null,
    number integer not null,
    nature text not null,
    at integer not null,
    copy text,
    leaves text not null,
    previous text not null,
    link text not null,
    primary key (article, number)
) strict;

-- What readers are told about versions.
create table explanations (
    article blob not null,
    number integer not null,
    nature text not null,
    at integer not null,
    place text not null,
    text text,
    primary key (article, number)
) strict;
create index explanations_latest on explanations (at desc, article desc, number desc)
where nature in ('clarification', 'correction', 'retraction', 'restoration');

-- Where comments are, or were, suspended.
create table suspensions (
    id blob primary key,
    thing text not null,
    subject blob,
    begins_at integer not null,
    ends_at integer,
    review_on text,
    reason text not null,
    ended_at integer,
    end_reason text
) strict;

-- Media that something live uses.
create table media (
    hash text not null,
    article blob not null,
    -- The hash of the bytes that readers get; none before they are cleaned.
    public text,
    media_type text not null,
    -- How large the file is that was taken in.
    bytes integer not null,
    width integer,
    height integer,
    primary key (hash, article)
) strict, without rowid;
create index media_of on media (article);
create index media_public on media (public);

-- Media whose uses have changed since somebody looked: their prints are to be made, or thrown away.
create table media_touched (
    number integer primary key autoincrement,
    hash text not null,
    public text
) strict;
create trigger media_taken_up after insert on media
begin
    insert into media_touched (hash, public) values (new.hash, new.public);
end;
create trigger media_let_go after delete on media
begin
    insert into media_touched (hash, public) values (old.hash, old.public);
end;
