//! How a word uses capitals, so that what is offered in its place uses them the same way.

/// The capitals of a word as it stands in copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// *maison*
    None,
    /// *Maison*
    First,
    /// *MAISON*
    All,
    /// *États-Unis*, *iPhone*
    Mixed,
}

impl Capitals {
    pub(super) fn of(word: &str) -> Capitals {
        let capitals = word.chars().filter(|sign| sign.is_uppercase()).count();
        let letters = word.chars().filter(|sign| sign.is_alphabetic()).count();
        let begins = word.chars().next().is_some_and(char::is_uppercase);
        match capitals {
            0 => Capitals::None,
            1 if begins => Capitals::First,
            _ if capitals == letters => Capitals::All,
            _ => Capitals::Mixed,
        }
    }

    /// The form with these capitals. Where they are none or mixed, the form keeps its own.
    pub(super) fn given_to(self, form: &str) -> String {
        match self {
            Capitals::None | Capitals::Mixed => form.to_owned(),
            Capitals::First => capitalised(form),
            Capitals::All => form.to_uppercase(),
        }
    }
}

/// The form with its first letter as a capital, the others as they are.
pub(super) fn capitalised(form: &str) -> String {
    let mut signs = form.chars();
    signs
        .next()
        .map(|first| first.to_uppercase().chain(signs).collect())
        .unwrap_or_default()
}
