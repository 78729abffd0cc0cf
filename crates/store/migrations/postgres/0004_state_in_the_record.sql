-- Entries of form 2 say what their subjects are now, so that live versions, access, permissions and all else can be derived
-- and held against these tables. Decisions 2 and 34.

-- An older node would enter acts without state, and what it changed would look forged.
update schema_floor set oldest_node = 4;

alter table record add column form bigint not null default 1;
alter table record add column purge text;
alter table record add column state text not null default '{}';

-- What all subjects were when the first entry of form 2 was made, of which older entries say nothing; one entry commits to it.
create table record_base (
    key text primary key,
    value text not null
);

create function record_base_never_changes() returns trigger language plpgsql as $$
begin raise exception 'the base of the record is never rewritten'; end $$;
create trigger record_base_never_changes before update on record_base
for each row execute function record_base_never_changes();
create trigger record_base_never_goes before delete on record_base
for each row execute function record_base_never_changes();

-- With what the words of a subject were hashed into its newest entry. Whoever takes words away takes their salt, too.
create table state_salts (
    key text primary key,
    salt bytea not null
);

-- Words of an entry that stand nowhere else; the entry holds their salted digest.
create table record_words (
    entry bigint not null references record (number),
    name text not null,
    text text not null,
    salt bytea not null,
    primary key (entry, name)
);
