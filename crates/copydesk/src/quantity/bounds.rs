//! The words that bound a number, before it or after it.

use std::ops::Range;
use std::sync::LazyLock;

use super::galley::{Galley, Tongue};
use super::lexicon::Lexicon;
use super::spoken::part;

/// How a number is bounded by the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    Exact,
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    /// `jusqu’à 300`: the most there may be, nothing about the least.
    UpTo,
    About,
    /// `près de`, `à peine`: about, and rather under.
    Nearly,
    /// `de 3 à 5`.
    Range,
    /// `des dizaines`.
    Vague,
}

type Row = (Bound, &'static [&'static str]);

const FRENCH: &[Row] = &[
    (
        Bound::AtMost,
        &["pas plus de", "pas plus d'", "au plus", "au maximum", "tout au plus", "maximum"],
    ),
    (
        Bound::AtLeast,
        &[
            "pas moins de",
            "pas moins d'",
            "au moins",
            "au minimum",
            "a tout le moins",
            "minimum",
        ],
    ),
    (
        Bound::About,
        &[
            "plus ou moins",
            "environ",
            "a peu pres",
            "approximativement",
            "quelque",
            "quelques",
            "autour de",
            "autour d'",
        ],
    ),
    (
        Bound::About,
        &[
            "aux alentours de",
            "aux alentours d'",
            "aux environs de",
            "de l' ordre de",
            "de l' ordre d'",
            "grosso modo",
            "estime a",
            "estimes a",
        ],
    ),
    (
        Bound::MoreThan,
        &[
            "plus de",
            "plus d'",
            "plus des",
            "plus du",
            "plus de la",
            "au-dela de",
            "au dela de",
            "superieur a",
            "superieure a",
        ],
    ),
    (
        Bound::LessThan,
        &[
            "moins de",
            "moins d'",
            "moins des",
            "moins du",
            "moins de la",
            "inferieur a",
            "inferieure a",
        ],
    ),
    (
        Bound::Nearly,
        &[
            "pres de",
            "pres d'",
            "pres des",
            "pres du",
            "pres de la",
            "presque",
            "a peine",
            "quasiment",
            "quasi",
        ],
    ),
    (Bound::UpTo, &["jusqu' a", "jusque"]),
];

const ENGLISH: &[Row] = &[
    (
        Bound::AtMost,
        &["no more than", "not more than", "at most", "at the most", "a maximum of"],
    ),
    (
        Bound::AtLeast,
        &[
            "no fewer than",
            "no less than",
            "not less than",
            "at least",
            "as many as at least",
            "a minimum of",
        ],
    ),
    (
        Bound::About,
        &[
            "about",
            "around",
            "some",
            "roughly",
            "approximately",
            "an estimated",
            "estimated",
            "more or less",
            "circa",
        ],
    ),
    (
        Bound::MoreThan,
        &[
            "more than",
            "over",
            "upwards of",
            "in excess of",
            "well over",
            "greater than",
            "above",
        ],
    ),
    (Bound::LessThan, &["fewer than", "less than", "under", "below"]),
    (Bound::Nearly, &["nearly", "almost", "close to", "barely", "virtually"]),
    (Bound::UpTo, &["up to", "as many as", "as much as"]),
];

/// The words the bounds above end with, so that most copy is passed over with one look.
static LAST_WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| {
    let phrases = FRENCH.iter().chain(ENGLISH).flat_map(|(_, phrases)| phrases.iter());
    Lexicon::of(
        &phrases
            .map(|phrase| ((), phrase.rsplit(' ').next().unwrap_or_default()))
            .collect::<Vec<_>>(),
    )
});

const AFTER: &[Row] = &[
    (
        Bound::AtLeast,
        &[
            "au moins",
            "au minimum",
            "minimum",
            "ou plus",
            "or more",
            "at least",
            "at the least",
        ],
    ),
    (
        Bound::AtMost,
        &[
            "au plus",
            "au maximum",
            "maximum",
            "tout au plus",
            "ou moins",
            "or less",
            "or fewer",
            "at most",
            "at the most",
        ],
    ),
    (Bound::About, &["environ", "a peu pres", "or so"]),
];

/// A bound and the tokens that say it.
#[derive(Clone, Debug)]
pub(super) struct Bounding {
    pub(super) bound: Bound,
    pub(super) tokens: Range<usize>,
}

/// The bound that ends right before this token.
pub(super) fn before(galley: &Galley<'_>, at: usize) -> Option<Bounding> {
    LAST_WORDS.get(galley.word(at.wrapping_sub(1)))?;
    let rows = match galley.tongue {
        Tongue::French => FRENCH,
        Tongue::English => ENGLISH,
    };
    let phrases = rows
        .iter()
        .flat_map(|(bound, phrases)| phrases.iter().map(move |phrase| (*bound, *phrase)));
    let (bound, start) = phrases
        .filter_map(|(bound, phrase)| Some((bound, start_of(galley, at, phrase)?)))
        .min_by_key(|(_, start)| *start)?;
    is_bound_here(galley, start, at).then_some(())?;
    Some(Bounding {
        bound,
        tokens: a_little_more(galley, start)..at,
    })
}

/// The bound that stands right after, at this token.
pub(super) fn after(galley: &Galley<'_>, at: usize) -> Option<Bounding> {
    if !galley.is_word(at) {
        return None;
    }
    let phrases = AFTER
        .iter()
        .flat_map(|(bound, phrases)| phrases.iter().map(move |phrase| (*bound, *phrase)));
    let (bound, end) = phrases
        .filter_map(|(bound, phrase)| Some((bound, end_of(galley, at, phrase)?)))
        .max_by_key(|(_, end)| *end)?;
    let goes_on = part(galley, end).is_some() || galley.is_digits(end) || galley.is_glued(end) && galley.is_word(end + 1);
    (!goes_on).then_some(Bounding { bound, tokens: at..end })
}

fn start_of(galley: &Galley<'_>, at: usize, phrase: &str) -> Option<usize> {
    let mut start = at;
    for word in phrase.rsplit(' ') {
        start = start.checked_sub(1)?;
        (galley.word(start) == word).then_some(())?;
    }
    Some(start)
}

fn end_of(galley: &Galley<'_>, at: usize, phrase: &str) -> Option<usize> {
    let mut end = at;
    for word in phrase.split(' ') {
        (galley.word(end) == word).then_some(())?;
        end += 1;
    }
    Some(end)
}

/// "quelque" must not be "en quelque sorte", and "près de" a place is followed by no number anyway.
fn is_bound_here(galley: &Galley<'_>, start: usize, at: usize) -> bool {
    let comparison = matches!(galley.word(start.wrapping_sub(1)), "fois" | "times");
    !comparison && (start..at).all(|token| token == start || galley.mark(token).is_none())
}

/// "un peu plus de", "bien plus de", "tout juste", "well over".
fn a_little_more(galley: &Galley<'_>, start: usize) -> usize {
    let before = |back: usize| galley.word(start.wrapping_sub(back));
    match (before(2), before(1)) {
        ("un", "peu") | ("a", "little") => start - 2,
        (_, "bien" | "beaucoup" | "nettement" | "well" | "far" | "slightly" | "just") => start - 1,
        _ => start,
    }
}
