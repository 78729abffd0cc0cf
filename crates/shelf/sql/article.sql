select id, path, number, first_published_at, updated_at, section, access, teaser_ends_after, translation_set, card, impression
from articles where id = $1
