-- Originals that stand in a store before a row knows of them, or are about to: until a moment, after which nobody waits for
-- them and they go.

create table pledged_originals (
    hash blob primary key,
    until integer not null,
    -- Somebody throws them away, and is believed dead after this moment.
    going_until integer
) strict;

create index pledged_originals_until on pledged_originals (until);
