-- A copy of the paper that was restored, or that was moved away from, does nothing outside until somebody wakes it.

-- An older node would do the jobs of a copy that sleeps.
update schema_floor set oldest_node = 6;

-- One row while this copy sleeps: why (`restored`, `moved`) and since when. It says something of this copy, not of the
-- paper: no other copy gets it.
create table asleep (
    singleton integer primary key check (singleton = 1),
    why text not null,
    since bigint not null
);
