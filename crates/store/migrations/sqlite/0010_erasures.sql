-- Persons whom the paper forgot: the trace is the opaque identity alone.

create table erasures (
    id blob primary key,
    sort text not null,
    at integer not null,
    by_whom text not null
) strict;

-- Why a copy was restored without the list of what was erased and withheld since; said when it is woken.
alter table asleep add column without_erasures text;
