-- Entries of form 2 say what their subjects are now, so that live versions, access, permissions and all else can be derived
-- and held against these tables. Decisions 2 and 34.

-- An older node would enter acts without state, and what it changed would look forged.
update schema_floor set oldest_node = 4;

alter table record add column form integer not null default 1;
alter table record add column purge text;
alter table record add column state text not null default '{}';

-- What all subjects were when the first entry of form 2 was made, of which older entries say nothing; one entry commits to it.
create table record_base (
    key text primary key,
    value text not null
) strict, without rowid;

create trigger record_base_never_changes before update on record_base
begin select raise(abort, 'the base of the record is never rewritten'); end;
create trigger record_base_never_goes before delete on record_base
begin select raise(abort, 'the base of the record is never cut'); end;

-- With what the words of a subject were hashed into its newest entry. Whoever takes words away takes their salt, too.
create table state_salts (
    key text primary key,
    salt blob not null
) strict, without rowid;

-- Words of an entry that stand nowhere else; the entry holds their salted digest.
create table record_words (
    entry integer not null references record (number),
    name text not null,
    text text not null,
    salt blob not null,
    primary key (entry, name)
) strict, without rowid;
