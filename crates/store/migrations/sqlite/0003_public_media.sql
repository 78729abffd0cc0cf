-- What readers get of a file is not what was received: the cleaned bytes, by their own hash, or nothing.

-- An older node would hand out the received bytes, with what a camera notes of a source.
update schema_floor set oldest_node = 3;

-- What the last cleaning made of a file. Without a hash nothing of it is public, for a reason.
create table public_media (
    asset blob primary key references assets (id),
    hash blob,
    edition integer not null,
    reason text,
    at integer not null
) strict;
create index public_media_with_hash on public_media (hash);
