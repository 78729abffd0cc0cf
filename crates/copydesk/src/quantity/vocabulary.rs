//! The word lists of each tongue, indexed once.

use std::sync::LazyLock;

use super::galley::{Galley, Tongue};
use super::lexicon::Lexicon;
use super::{words_en, words_fr};

/// A list a word may stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Ends the reading after a number.
    Stop,
    /// Stands before a noun without being it.
    BeforeNoun,
    Month,
    Weekday,
    BeforeYear,
    Label,
    Street,
    BeforeClock,
    AfterClock,
}

struct Lists {
    stop: Lexicon<()>,
    before_noun: Lexicon<()>,
    month: Lexicon<()>,
    weekday: Lexicon<()>,
    before_year: Lexicon<()>,
    label: Lexicon<()>,
    street: Lexicon<()>,
    before_clock: Lexicon<()>,
    after_clock: Lexicon<()>,
}

fn words(row: &'static str) -> Lexicon<()> {
    Lexicon::of(&[((), row)])
}

static FRENCH: LazyLock<Lists> = LazyLock::new(|| Lists {
    stop: words(words_fr::STOPS),
    before_noun: words(words_fr::BEFORE_NOUN),
    month: words(words_fr::MONTHS),
    weekday: words(words_fr::WEEKDAYS),
    before_year: words(words_fr::BEFORE_YEAR),
    label: words(words_fr::LABELS),
    street: words(words_fr::STREETS),
    before_clock: words(words_fr::BEFORE_CLOCK),
    after_clock: words(words_fr::AFTER_CLOCK),
});

static ENGLISH: LazyLock<Lists> = LazyLock::new(|| Lists {
    stop: words(words_en::STOPS),
    before_noun: words(words_en::BEFORE_NOUN),
    month: words(words_en::MONTHS),
    weekday: words(words_en::WEEKDAYS),
    before_year: words(words_en::BEFORE_YEAR),
    label: words(words_en::LABELS),
    street: words(words_en::STREETS),
    before_clock: words(words_en::BEFORE_CLOCK),
    after_clock: words(words_en::AFTER_CLOCK),
});

impl Galley<'_> {
    /// The word there stands on this list of its tongue.
    pub(super) fn is_on(&self, list: List, at: usize) -> bool {
        let word = self.word(at);
        if word.is_empty() {
            return false;
        }
        let lists = match self.tongue {
            Tongue::French => &FRENCH,
            Tongue::English => &ENGLISH,
        };
        match list {
            List::Stop => lists.stop.has(word),
            List::BeforeNoun => lists.before_noun.has(word),
            List::Month => lists.month.has(word),
            List::Weekday => lists.weekday.has(word),
            List::BeforeYear => lists.before_year.has(word),
            List::Label => lists.label.has(word),
            List::Street => lists.street.has(word),
            List::BeforeClock => lists.before_clock.has(word),
            List::AfterClock => lists.after_clock.has(word),
        }
    }

    /// A word that hangs what is counted on a magnitude or a share: "de", "of".
    pub(super) fn is_of(&self, at: usize) -> bool {
        match self.tongue {
            Tongue::French => matches!(self.word(at), "de" | "d'" | "des" | "du"),
            Tongue::English => self.word(at) == "of",
        }
    }
}
