//! What is asked of listed articles before they become cards: their language, the tags of what a page shows.

use manuscript::Tag;
use manuscript::language::Language;
use shelf::Listed;
use typeset::Card;

use crate::PageBroken;

/// Whether a listed article is written in a language; variants of one language are the same.
pub(crate) fn is_in(listed: &Listed, language: &Language) -> Result<bool, PageBroken> {
    let card: Card = serde_json::from_str(&listed.card)?;
    Ok(Language::try_from(card.language).is_ok_and(|written| written.primary() == language.primary()))
}

/// Articles in a language, and those in others, both in their order.
pub(crate) fn by_language(listed: Vec<Listed>, language: &Language) -> Result<(Vec<Listed>, Vec<Listed>), PageBroken> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for one in listed {
        if is_in(&one, language)? { &mut own } else { &mut others }.push(one);
    }
    Ok((own, others))
}

/// The tags of the articles that a page shows.
pub(crate) fn tags_of(listed: &[Listed]) -> impl Iterator<Item = Tag> + '_ {
    listed.iter().map(|one| Tag::Article(one.id))
}
