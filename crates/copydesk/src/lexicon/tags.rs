//! What kind of word a form is: the tag set of one form, and the questions asked of it.

/// The tags of one form, from all entries that have it: `maison` is a noun, `porte` a noun and a verb.
/// Empty for an unknown form, and for every English one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tags(u32);

// The order is that of `BITS` in `lexicon/expand.py`.
const NOUN: u32 = 1;
const ADJECTIVE: u32 = 1 << 1;
const INFINITIVE: u32 = 1 << 2;
const FINITE: u32 = 1 << 3;
const PAST_PARTICIPLE: u32 = 1 << 4;
const PRESENT_PARTICIPLE: u32 = 1 << 5;
const ADVERB: u32 = 1 << 6;
const DETERMINER: u32 = 1 << 7;
const PRONOUN: u32 = 1 << 8;
const PREPOSITION: u32 = 1 << 9;
const CONJUNCTION: u32 = 1 << 10;
const INTERJECTION: u32 = 1 << 11;
const NAME: u32 = 1 << 12;
const NUMBER: u32 = 1 << 13;
const MASCULINE: u32 = 1 << 14;
const FEMININE: u32 = 1 << 15;
const SINGULAR: u32 = 1 << 16;
const PLURAL: u32 = 1 << 17;
const TITLE: u32 = 1 << 18;
const FUNCTION: u32 = 1 << 19;
const AFFIX: u32 = 1 << 20;
const UNSUGGESTED: u32 = 1 << 21;
const FIRST_SINGULAR: u32 = 1 << 22;

const VERB: u32 = INFINITIVE | FINITE | PAST_PARTICIPLE | PRESENT_PARTICIPLE;
/// Every kind of word there is; gender, number and person are no kinds.
const KINDS: u32 =
    VERB | NOUN | ADJECTIVE | ADVERB | DETERMINER | PRONOUN | PREPOSITION | CONJUNCTION | INTERJECTION | NAME | NUMBER | TITLE | AFFIX;

/// Who does what a verb says: the person and number of a finite form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    /// *je*
    I,
    /// *tu*
    You,
    /// *il, elle, on*
    One,
    /// *nous*
    We,
    /// *vous*
    YouAll,
    /// *ils, elles*
    They,
}

macro_rules! questions {
    ($($(#[doc = $said:literal])+ $question:ident = $bits:expr;)+) => {
        impl Tags {
            $($(#[doc = $said])+ pub fn $question(self) -> bool { self.0 & ($bits) != 0 })+
        }
    };
}

questions! {
    /// A noun: *maison*, *porte*.
    is_noun = NOUN;
    /// An adjective: *vert*, *national*.
    is_adjective = ADJECTIVE;
    /// Any form of a verb, participles included.
    is_verb = VERB;
    /// An infinitive: *manger*.
    is_infinitive = INFINITIVE;
    /// A conjugated form: *mange*, *mangeassions*, *mangez*.
    is_finite = FINITE;
    /// A past participle: *mangé*.
    is_past_participle = PAST_PARTICIPLE;
    /// A present participle: *mangeant*.
    is_present_participle = PRESENT_PARTICIPLE;
    /// An adverb: *aujourd’hui*.
    is_adverb = ADVERB;
    /// An article or another determiner: *les*, *ces*, *mon*.
    is_determiner = DETERMINER;
    /// A pronoun: *les*, *celui-ci*, *qui*.
    is_pronoun = PRONOUN;
    /// A preposition: *à*, *parmi*.
    is_preposition = PREPOSITION;
    /// A conjunction: *et*, *lorsque*.
    is_conjunction = CONJUNCTION;
    /// An interjection: *hélas*.
    is_interjection = INTERJECTION;
    /// A proper name: of a person, a place, a firm. (The dictionary calls countries nouns.)
    is_name = NAME;
    /// A number in words, cardinal or ordinal: *douze*, *deuxième*.
    is_number = NUMBER;
    /// May be masculine; *élève* is both.
    is_masculine = MASCULINE;
    /// May be feminine; *élève* is both.
    is_feminine = FEMININE;
    /// May be singular, as a noun, an adjective, a participle; *prix* is both.
    is_singular = SINGULAR;
    /// May be plural, as a noun, an adjective, a participle; *prix* is both.
    is_plural = PLURAL;
    /// An abbreviated or written-out title: *Mme*, *Dr*, *monseigneur*.
    is_title = TITLE;
    /// A word of grammar: *à*, *les*, *pas*.
    is_function_word = FUNCTION;
    /// A word that only stands before or after another: *franco*, *anglo*.
    is_affix = AFFIX;
    /// Known, but not to be offered: units, slurs, odd spellings.
    is_unsuggested = UNSUGGESTED;
}

impl Tags {
    pub(crate) fn from_bits(bits: u32) -> Tags {
        Tags(bits)
    }

    /// No tag at all: unknown, or nothing is said of it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// A noun and no other kind of word: *maison*, not *porte*.
    pub fn is_only_noun(self) -> bool {
        self.0 & KINDS == NOUN
    }

    /// A form of a verb and no other kind of word: *mangeassions*, not *porte*.
    pub fn is_only_verb(self) -> bool {
        self.is_verb() && self.0 & KINDS & !VERB == 0
    }

    /// A finite form that goes with this doer: *mange* with *je* and *il*, *manges* with *tu*.
    pub fn goes_with(self, doer: Doer) -> bool {
        self.is_finite() && self.0 & (FIRST_SINGULAR << doer as u32) != 0
    }

    /// The tags of both: what *Les* may be at the beginning of a sentence is what *les* may be, and more.
    pub fn or(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }
}
