//! Finds the noun a number counts, by agreement and by the lists, and the words that belong to it.

use super::classes::{Class, class_of};
use super::counted::{Counted, settled_class};
use super::galley::{Galley, Tongue, fold};
use super::spoken::part;
use super::vocabulary::List;

/// What the number asks of its noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// Ends as a plural does, or is on a list.
    Plural,
    /// Must be on a list: after one, an article would look the same.
    Listed,
    /// After "de", any noun will do.
    Any,
}

/// The noun that starts here with what belongs to it, and the token after.
pub(super) fn read(galley: &Galley<'_>, at: usize, agreement: Agreement) -> Option<(Counted, usize)> {
    let (head, head_end) = match galley.tongue {
        Tongue::French => french_head(galley, at, agreement)?,
        Tongue::English => english_head(galley, at, agreement)?,
    };
    let head_word = singular(galley.tongue, &fold(&galley.text[galley.start(head)..galley.end_before(head_end)]));
    let mut complement: Vec<String> = (at..head)
        .filter(|&token| galley.is_word(token))
        .map(|token| singular(galley.tongue, &galley.whole_fold(token)))
        .collect();
    let end = complete(galley, head_end, &mut complement);
    let class = settled_class(galley.tongue, &head_word, &complement);
    let span = galley.start(at)..galley.end_before(end);
    let counted = Counted {
        span,
        head: head_word,
        complement,
        class,
        elided: false,
    };
    Some((counted, end))
}

/// People of whom only their fate is told.
pub(super) fn people(galley: &Galley<'_>, class: Class) -> Counted {
    let head = match galley.tongue {
        Tongue::French => "personne",
        Tongue::English => "person",
    };
    Counted {
        span: 0..0,
        head: head.to_owned(),
        complement: Vec::new(),
        class,
        elided: true,
    }
}

/// Past the articles and possessives between "de" and a noun.
pub(super) fn past_determiners(galley: &Galley<'_>, at: usize) -> usize {
    let mut at = at;
    while matches!(
        galley.word(at),
        "la" | "le"
            | "l'"
            | "les"
            | "ses"
            | "ces"
            | "leurs"
            | "nos"
            | "sa"
            | "son"
            | "leur"
            | "cette"
            | "ce"
            | "tous"
            | "toutes"
            | "the"
            | "its"
            | "their"
            | "all"
            | "his"
            | "her"
            | "our"
            | "those"
            | "these"
    ) {
        at += 1;
    }
    at
}

fn french_head(galley: &Galley<'_>, at: usize, agreement: Agreement) -> Option<(usize, usize)> {
    let mut head = at;
    while head < at + 2 && galley.is_on(List::BeforeNoun, head) && noun_at(galley, head + 1, agreement).is_some() {
        head += 1;
    }
    let only_adjective = galley.is_on(List::BeforeNoun, head) && class_of(galley.tongue, trimmed(galley.word(head))).is_none();
    if only_adjective {
        return None;
    }
    noun_at(galley, head, agreement).map(|end| (head, end))
}

/// In English the head comes last: the officers of "29 police officers".
fn english_head(galley: &Galley<'_>, at: usize, agreement: Agreement) -> Option<(usize, usize)> {
    for head in at..at + 4 {
        if let Some(end) = noun_at(
            galley,
            head,
            if agreement == Agreement::Any {
                Agreement::Plural
            } else {
                agreement
            },
        ) {
            let longer =
                noun_at(galley, end, Agreement::Plural).filter(|_| !galley.word(head).ends_with('s') && is_attribute(galley.word(head)));
            return Some(longer.map_or((head, end), |longer| (end, longer)));
        }
        let passes = galley.is_word(head) && !galley.is_on(List::Stop, head) && part(galley, head).is_none();
        if !passes {
            break;
        }
    }
    (agreement == Agreement::Any).then(|| plain_noun(galley, at))?.map(|end| (at, end))
}

/// A listed English noun that another noun may follow.
fn is_attribute(word: &str) -> bool {
    matches!(
        word,
        "police"
            | "child"
            | "woman"
            | "missing"
            | "dead"
            | "wounded"
            | "injured"
            | "displaced"
            | "staff"
            | "home"
            | "job"
            | "crew"
            | "civilian"
            | "european"
            | "american"
            | "german"
            | "israeli"
            | "iraqi"
            | "british"
            | "french"
    ) || word.ends_with("ian")
}

/// Where the noun that starts here ends, if there is one.
fn noun_at(galley: &Galley<'_>, at: usize, agreement: Agreement) -> Option<usize> {
    let end = plain_noun(galley, at)?;
    let word = fold(&galley.text[galley.start(at)..galley.end_before(end)]);
    let listed = class_of(galley.tongue, &singular(galley.tongue, &word)).is_some();
    let fits = match agreement {
        Agreement::Any => true,
        Agreement::Listed => listed,
        Agreement::Plural => listed || is_plural(galley, at..end),
    };
    fits.then_some(end)
}

fn plain_noun(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let word = galley.word(at);
    let open = word.len() > 1 && !word.ends_with('\'') && !word.bytes().any(|byte| byte.is_ascii_digit());
    let mut end = at + 1;
    while galley.joins(end, &['-', '\u{2011}']) && galley.is_word(end + 1) {
        end += 2;
    }
    let compound = end > at + 1;
    let led = compound && matches!(word, "sans" | "avant" | "apres" | "sous" | "contre" | "hors" | "non" | "mal");
    let barred = part(galley, at).is_some() || galley.is_on(List::Month, at) || !led && galley.is_on(List::Stop, at);
    (open && !barred).then_some(end)
}

fn is_plural(galley: &Galley<'_>, tokens: std::ops::Range<usize>) -> bool {
    let ends = |at: usize| {
        let word = galley.word(at);
        let long = word.len() > 2;
        match galley.tongue {
            Tongue::French => long && word.ends_with(['s', 'x', 'z']),
            Tongue::English => long && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is"),
        }
    };
    ends(tokens.start) || ends(tokens.end - 1)
}

/// Takes the adjectives behind the head and what hangs on it; answers where it ends.
fn complete(galley: &Galley<'_>, head_end: usize, complement: &mut Vec<String>) -> usize {
    let mut end = head_end;
    if galley.tongue == Tongue::French {
        while end < head_end + 2 && is_adjective(galley, end) {
            complement.push(singular(galley.tongue, &galley.whole_fold(end)));
            end += 1;
        }
    } else if is_fate_behind(galley, end) {
        complement.push(galley.whole_fold(end));
        end += 1;
    }
    let mut noun = past_determiners(galley, end + 1);
    if galley.is_on(List::BeforeNoun, noun) && plain_noun(galley, noun + 1).is_some() {
        noun += 1;
    }
    if !galley.is_of(end) || galley.is_on(List::Stop, noun) || galley.is_on(List::Weekday, noun) {
        return end;
    }
    let Some(noun_end) = plain_noun(galley, noun) else {
        return end;
    };
    let name_end = past_name(galley, noun, noun_end);
    complement.push(singular(
        galley.tongue,
        &fold(&galley.text[galley.start(noun)..galley.end_before(name_end)]),
    ));
    name_end
}

/// `Nagorny Karabakh` hangs on as a whole.
fn past_name(galley: &Galley<'_>, noun: usize, noun_end: usize) -> usize {
    let mut end = noun_end;
    while galley.is_capital(noun) && galley.is_capital(end) && end < noun_end + 3 && part(galley, end).is_none() {
        end += 1;
    }
    end
}

fn is_adjective(galley: &Galley<'_>, at: usize) -> bool {
    let word = galley.word(at);
    let shaped = word.len() > 3 && word.ends_with(['s', 'x']) && !galley.is_capital(at) && !word.ends_with('\'');
    let fate = class_of(galley.tongue, trimmed(word)).is_some_and(Class::is_fate);
    (shaped || fate) && !galley.is_on(List::Stop, at) && part(galley, at).is_none() && !galley.is_on(List::Month, at)
}

/// `29 people killed`, unless it goes on as an act of theirs: `300 protesters injured two officers`.
fn is_fate_behind(galley: &Galley<'_>, at: usize) -> bool {
    let fate = class_of(galley.tongue, galley.word(at)).is_some_and(Class::is_fate);
    let acts = part(galley, at + 1).is_some() || galley.is_digits(at + 1) || galley.word(at + 1) == "the";
    fate && !acts
}

fn trimmed(word: &str) -> &str {
    word.strip_suffix(['s', 'x']).unwrap_or(word)
}

/// The singular, as far as endings tell; words that end alike in both stay.
pub(super) fn singular(tongue: Tongue, word: &str) -> String {
    if let Some((_, single)) = IRREGULAR.iter().find(|(plural, _)| *plural == word) {
        return (*single).to_owned();
    }
    if tongue == Tongue::French && INVARIABLE.iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    let swapped = |ending: &str, single: &str| word.strip_suffix(ending).map(|stem| format!("{stem}{single}"));
    let turned = match tongue {
        Tongue::French => swapped("eaux", "eau").or_else(|| swapped("aux", "al")),
        Tongue::English if word.ends_with("ss") || word.ends_with("us") => Some(word.to_owned()),
        Tongue::English => swapped("ies", "y")
            .or_else(|| swapped("sses", "ss"))
            .or_else(|| swapped("ches", "ch")),
    };
    turned.unwrap_or_else(|| if word.len() > 3 { trimmed(word) } else { word }.to_owned())
}

/// Peoples whose name is the same in the plural.
const INVARIABLE: &[&str] = &[
    "nais",
    "andais",
    "ondais",
    "galais",
    "golais",
    "banais",
    "llais",
    "cais",
    "glais",
    "tugais",
    "chinois",
    "hongrois",
    "danois",
    "suedois",
    "quebecois",
    "gallois",
    "bourgeois",
];

const IRREGULAR: &[(&str, &str)] = &[
    ("people", "person"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
    ("troops", "troop"),
    ("policemen", "policeman"),
    ("gunmen", "gunman"),
    ("bodies", "body"),
    ("lives", "life"),
    ("voix", "voix"),
    ("corps", "corps"),
    ("deces", "deces"),
    ("fils", "fils"),
    ("pays", "pays"),
    ("cas", "cas"),
    ("francais", "francais"),
    ("anglais", "anglais"),
    ("chinois", "chinois"),
    ("japonais", "japonais"),
    ("travaux", "travail"),
    ("mois", "mois"),
    ("series", "serie"),
    ("sans-abris", "sans-abri"),
];
