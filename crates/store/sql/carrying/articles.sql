select id, created_at, section, series, access, teaser_ends_after, translation_set, pinned_at, first_published_at, live_version, created_by
from articles order by id
