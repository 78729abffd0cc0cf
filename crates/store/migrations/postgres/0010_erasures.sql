-- Persons whom the paper forgot: the trace is the opaque identity alone.

create table erasures (
    id uuid primary key,
    sort text not null,
    at bigint not null,
    by_whom text not null
);

-- Why a copy was restored without the list of what was erased and withheld since; said when it is woken.
alter table asleep add column without_erasures text;
