//! Words that no dictionary lists because anybody may compose them: *porte-étendard*, *franco-malien*, *antibassine*.

use super::suggestions::one_edit;
use super::{Language, Lexicon};

/// What may be joined to a noun, an adjective or a verb without a hyphen, and how many letters must follow it at least.
/// The short ones are parts of too many words to be trusted before short ones.
const JOINED: [(&str, usize); 53] = [
    ("anti", 4),
    ("auto", 4),
    ("bio", 5),
    ("co", 6),
    ("cyber", 4),
    ("dé", 6),
    ("éco", 4),
    ("électro", 4),
    ("ethno", 4),
    ("euro", 4),
    ("extra", 4),
    ("franco", 5),
    ("géo", 5),
    ("hydro", 4),
    ("hyper", 4),
    ("infra", 4),
    ("inter", 4),
    ("intra", 4),
    ("islamo", 5),
    ("macro", 4),
    ("méga", 4),
    ("méta", 5),
    ("micro", 4),
    ("mini", 4),
    ("mono", 5),
    ("multi", 4),
    ("nano", 5),
    ("narco", 5),
    ("néo", 5),
    ("neuro", 5),
    ("paléo", 5),
    ("para", 6),
    ("photo", 5),
    ("pluri", 4),
    ("poly", 5),
    ("post", 4),
    ("pré", 6),
    ("proto", 5),
    ("pseudo", 4),
    ("psycho", 4),
    ("radio", 5),
    ("re", 6),
    ("rétro", 5),
    ("socio", 5),
    ("super", 4),
    ("supra", 4),
    ("sur", 6),
    ("techno", 4),
    ("télé", 5),
    ("thermo", 5),
    ("turbo", 5),
    ("ultra", 4),
    ("vidéo", 5),
];

/// What may stand before a hyphen without being a word of its own; words such as *sous* and *vice* need no mention.
const HYPHENATED: [&str; 50] = [
    "abdomino",
    "afro",
    "agro",
    "algéro",
    "américano",
    "anarcho",
    "anglo",
    "arabo",
    "audio",
    "belgo",
    "catholico",
    "centro",
    "démocrato",
    "ex",
    "franco",
    "germano",
    "gréco",
    "hispano",
    "ibéro",
    "indo",
    "irano",
    "islamo",
    "israélo",
    "italo",
    "judéo",
    "libano",
    "luso",
    "maroco",
    "médico",
    "mi",
    "nippo",
    "non",
    "pluri",
    "politico",
    "pro",
    "quasi",
    "québéco",
    "russo",
    "sahélo",
    "serbo",
    "sino",
    "social",
    "syro",
    "tibéto",
    "tuniso",
    "turco",
    "ukraino",
    "semi",
    "demi",
    "pan",
];

/// The letters that may stand alone between or before hyphens: *y a-t-il*, *e-billet*, *vis-à-vis*.
const ALONE: [&str; 5] = ["a", "à", "e", "t", "y"];

/// What is cut off before a vowel, and is found before the rest of a part: *va-t'en*, *porte-d'eau*.
const ELIDED: [&str; 10] = ["l'", "d'", "qu'", "n'", "s'", "j'", "m'", "t'", "c'", "presqu'"];

impl Lexicon {
    /// Whether the word is composed of words of the list in a way that the language allows, and is not a listed word misspelt.
    pub(super) fn composes(&self, plain: &str) -> bool {
        match self.language {
            Language::English => self.is_possessive(plain) || (plain.contains('-') && self.joins_with_hyphens(plain)),
            Language::French if plain.contains('-') => self.joins_with_hyphens(plain),
            Language::French => self.joins_outright(plain),
        }
    }

    fn is_possessive(&self, plain: &str) -> bool {
        let owner = plain
            .strip_suffix("'s")
            .or_else(|| plain.strip_suffix("s'").and(plain.strip_suffix('\'')));
        owner.is_some_and(|owner| self.lists_in_any_case(owner))
    }

    /// Every part is a word, and the list does not have the whole with other accents: *vis-a-vis* is no compound.
    fn joins_with_hyphens(&self, plain: &str) -> bool {
        let parts: Vec<&str> = plain.split('-').collect();
        let Some((last, before)) = parts.split_last() else { return false };
        self.is_part(last)
            && before
                .iter()
                .all(|part| self.is_part(part) || HYPHENATED.contains(&&*part.to_lowercase()) || begins_words(part))
            && parts.iter().any(|part| part.chars().any(char::is_alphabetic))
            && self.same_letters(plain).is_empty()
    }

    fn is_part(&self, part: &str) -> bool {
        let word = ELIDED.iter().find_map(|elided| part.strip_prefix(elided)).unwrap_or(part);
        match word.chars().count() {
            0 => false,
            1 => word.chars().all(|sign| sign.is_ascii_digit()) || ALONE.contains(&word),
            _ => {
                word.bytes().all(|sign| sign.is_ascii_digit())
                    || self.lists_in_any_case(word)
                    || (self.language == Language::French && self.joins_outright(&word.to_lowercase()))
            }
        }
    }

    /// What follows a known beginning is a word by itself, and no listed word is one letter away: *comission* is no compound.
    fn joins_outright(&self, plain: &str) -> bool {
        JOINED
            .iter()
            .any(|(beginning, least)| plain.strip_prefix(beginning).is_some_and(|rest| self.may_follow(rest, *least)))
            && !self.is_a_slip(plain)
    }

    fn may_follow(&self, rest: &str, least: usize) -> bool {
        rest.chars().count() >= least
            && self
                .listed(rest)
                .is_some_and(|tags| tags.is_noun() || tags.is_adjective() || tags.is_verb())
    }

    /// Whether a word in small letters is one edit away, or has the same letters with other accents.
    pub(crate) fn is_a_slip(&self, plain: &str) -> bool {
        let near = |form: &str| !form.contains('-') && !form.contains(char::is_uppercase);
        self.search(&one_edit(plain)).iter().any(|(form, _)| near(form)) || self.same_letters(plain).iter().any(|form| near(form))
    }
}

fn begins_words(part: &str) -> bool {
    let small = part.to_lowercase();
    JOINED.iter().any(|(beginning, _)| *beginning == small)
}
