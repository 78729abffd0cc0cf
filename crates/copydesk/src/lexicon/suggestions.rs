//! What may have been meant by a word that nobody knows, the likeliest first.

use std::sync::OnceLock;

use fst::Automaton;
use fst::automaton::Str;
use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder};

use super::capitals::{Capitals, capitalised};
use super::resemblance::cost;
use super::{Lexicon, Tags};

/// A form at this cost or below is so near that nothing two edits away is looked for.
const CONVINCING: u32 = 3;
/// Two edits make a short word into any other.
const LONG_ENOUGH: usize = 6;
/// No word is that long; an automaton for it would be large.
const TOO_LONG: usize = 40;
/// A name is seldom meant by a word in small letters.
const NAME: u32 = 5;

impl Lexicon {
    /// At most `most` forms that may have been meant, likeliest first, with the capitals of the word.
    /// Looks one edit away (a transposition is one), then two for words of six letters and more.
    pub fn suggest(&self, word: &str, most: usize) -> Vec<String> {
        let word = &*super::plain(word);
        let written: Vec<char> = word.to_lowercase().chars().collect();
        if written.len() > TOO_LONG {
            return Vec::new();
        }
        let capitals = Capitals::of(word);
        let mut forms: Vec<(u32, String)> = self
            .near(word, &written)
            .into_iter()
            .map(|(cost, form)| (cost, capitals.given_to(&form)))
            .collect();
        forms.sort_unstable();
        let mut offered: Vec<String> = Vec::new();
        for (_, form) in forms {
            if offered.len() < most && form != word && !offered.contains(&form) {
                offered.push(form);
            }
        }
        offered
    }

    /// The forms near the word, each with its cost.
    fn near(&self, word: &str, written: &[char]) -> Vec<(u32, String)> {
        let small: String = written.iter().collect();
        let mut found = self.search(&one_edit(&small));
        if small != word {
            found.extend(self.search(&one_edit(&capitalised(&small))));
        }
        found.extend(self.same_letters(&small).into_iter().map(|form| {
            let tags = self.tags(&form);
            (form, tags)
        }));
        let mut forms = weighed(found, word, written);
        if written.len() >= LONG_ENOUGH && forms.iter().all(|(cost, _)| *cost > CONVINCING) {
            let near = two_edits(&small);
            for beginning in beginnings(&small) {
                let found = self.search(&(&near).intersection(Str::new(beginning).starts_with()));
                forms.extend(weighed(found, word, written));
            }
        }
        forms
    }
}

/// How what was meant begins: who slips twice seldom slips in the sound of the first letter, and holding to it takes most of
/// the search away.
fn beginnings(word: &str) -> Vec<&str> {
    const ALIKE: [&str; 9] = [
        "e é è ê h",
        "a à â h",
        "i î y h",
        "o ô œ h",
        "u û h",
        "h a e é i o u",
        "f p",
        "c k q s ç",
        "k c q",
    ];
    let first = word.chars().next().map_or(0, char::len_utf8);
    let alike = ALIKE.iter().find(|alike| alike.starts_with(&word[..first]) && first > 0);
    alike.map_or_else(|| vec![&word[..first]], |alike| alike.split(' ').collect())
}

fn weighed(found: Vec<(String, Tags)>, word: &str, written: &[char]) -> Vec<(u32, String)> {
    let small = Capitals::of(word) == Capitals::None;
    let offered = found
        .into_iter()
        .filter(|(form, tags)| !tags.is_unsuggested() && form.chars().nth(1).is_some());
    offered
        .map(|(form, _)| {
            let meant: Vec<char> = form.to_lowercase().chars().collect();
            let name = small && form.contains(char::is_uppercase);
            (cost(written, &meant) + if name { NAME } else { 0 }, form)
        })
        .collect()
}

/// Takes what is one edit away from the word.
pub(super) fn one_edit(word: &str) -> DFA {
    static EDITS: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
    EDITS.get_or_init(|| LevenshteinAutomatonBuilder::new(1, true)).build_dfa(word)
}

fn two_edits(word: &str) -> DFA {
    static EDITS: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
    EDITS.get_or_init(|| LevenshteinAutomatonBuilder::new(2, true)).build_dfa(word)
}
