//! What kind of word a form is: the tag set of one form, and what the desk asks of it.

/// The tags of one form, from all entries that have it: `maison` is a noun, `porte` a noun and a verb.
/// Empty for an unknown form, and for every English one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tags(u32);

// Bits as `BITS` in `lexicon/expand.py` orders them; the data has more than is asked here.
const NOUN: u32 = 1;
const ADJECTIVE: u32 = 1 << 1;
const VERB: u32 = 0b1111 << 2;
const UNSUGGESTED: u32 = 1 << 21;

impl Tags {
    pub(crate) const fn from_bits(bits: u32) -> Tags {
        Tags(bits)
    }

    /// A noun: *maison*, *porte*.
    pub const fn is_noun(self) -> bool {
        self.0 & NOUN != 0
    }

    /// An adjective: *vert*, *national*.
    pub const fn is_adjective(self) -> bool {
        self.0 & ADJECTIVE != 0
    }

    /// Any form of a verb: infinitive, finite, participles.
    pub const fn is_verb(self) -> bool {
        self.0 & VERB != 0
    }

    /// Known, but not to be offered: units, slurs, odd spellings.
    pub const fn is_unsuggested(self) -> bool {
        self.0 & UNSUGGESTED != 0
    }
}
