-- Readers, whoever they are to the paper (recipients, subscribers, contributors, those who comment), stand in one room, the
-- only one that holds their addresses and names. What strangers send and nobody has judged has an end date and no entry.

-- Somebody who reads. The identity is opaque; what tells who it is can be taken away and the identity stays.
create table readers (
    id blob primary key,
    address text unique,
    proven_at integer,
    language text not null,
    name text,
    made_at integer not null,
    seen_at integer
) strict;

-- What readers were asked to agree to, word for word, by SHA-256.
create table wordings (
    digest blob primary key,
    text text not null
) strict;

-- What a reader agreed to, in which words, by which form. A withdrawn one is kept until its date, as proof.
create table consents (
    id blob primary key,
    reader blob not null references readers (id),
    what text not null,
    wording blob not null references wordings (digest),
    form text not null,
    given_at integer not null,
    withdrawn_at integer,
    kept_until integer
) strict;
create index consents_of_reader on consents (reader);
create index consents_to_forget on consents (kept_until) where kept_until is not null;

-- How often something was tried from a network, by a digest of its address under a key that no database ever holds.
create table throttles (
    purpose text not null,
    network blob not null,
    times integer not null,
    forget_at integer not null,
    primary key (purpose, network)
) strict, without rowid;
create index throttles_to_forget on throttles (forget_at);

-- What the law has a paper keep of a connection, for as long as it says.
create table connection_data (
    id blob primary key,
    purpose text not null,
    subject blob,
    network text not null,
    at integer not null,
    forget_at integer not null
) strict;
create index connection_data_to_forget on connection_data (forget_at);
