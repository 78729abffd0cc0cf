-- Readers, whoever they are to the paper (recipients, subscribers, contributors, those who comment), stand in one room, the
-- only one that holds their addresses and names. What strangers send and nobody has judged has an end date and no entry.

-- Somebody who reads. The identity is opaque; what tells who it is can be taken away and the identity stays.
create table readers (
    id uuid primary key,
    address text unique,
    proven_at bigint,
    language text not null,
    name text,
    made_at bigint not null,
    seen_at bigint
);

-- What readers were asked to agree to, word for word, by SHA-256.
create table wordings (
    digest bytea primary key,
    text text not null
);

-- What a reader agreed to, in which words, by which form. A withdrawn one is kept until its date, as proof.
create table consents (
    id uuid primary key,
    reader uuid not null references readers (id),
    what text not null,
    wording bytea not null references wordings (digest),
    form text not null,
    given_at bigint not null,
    withdrawn_at bigint,
    kept_until bigint
);
create index consents_of_reader on consents (reader);
create index consents_to_forget on consents (kept_until) where kept_until is not null;

-- How often something was tried from a network, by a digest of its address under a key that no database ever holds.
create table throttles (
    purpose text not null,
    network bytea not null,
    times bigint not null,
    forget_at bigint not null,
    primary key (purpose, network)
);
create index throttles_to_forget on throttles (forget_at);

-- What the law has a paper keep of a connection, for as long as it says.
create table connection_data (
    id uuid primary key,
    purpose text not null,
    subject uuid,
    network text not null,
    at bigint not null,
    forget_at bigint not null
);
create index connection_data_to_forget on connection_data (forget_at);
