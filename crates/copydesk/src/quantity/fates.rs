//! What befell the people a number counts, read from the verbs of the same clause.

use std::sync::LazyLock;

use super::classes::{Class, class_of};
use super::galley::{Galley, Tongue};
use super::lexicon::Lexicon;
use super::nouns::singular;

const REACH: usize = 12;

static BEFORE: LazyLock<Lexicon<Class>> = LazyLock::new(|| Lexicon::of(BEFORE_ROWS));

/// Verbs that take the people as their object; nouns stand with "de".
const BEFORE_ROWS: &[(Class, &str)] = &[
    (
        Class::Dead,
        "tue tuent tuant tuer tuerent tuait abattu abattant executant execute assassine massacre massacrant mort deces vie",
    ),
    (Class::Dead, "killed killing kill kills slain death deaths killings claimed"),
    (
        Class::Wounded,
        "blesse blessent blessant blesser blesserent blessait injured injuring injures injure wounded wounding wounds hurt",
    ),
    (
        Class::Arrested,
        "interpelle interpellant interpeller arretant arrete arreter arrestation interpellation arrested arresting arrests",
    ),
    (
        Class::Displaced,
        "evacue evacuant evacuer evacuation deplace deplacant evacuated evacuating displaced displacing",
    ),
    (
        Class::Detained,
        "enleve enlevant kidnappe kidnappant sequestre detained detaining kidnapped kidnapping",
    ),
];

/// What befell them, by the verb before this token or the verbs after that one.
pub(super) fn of_people(galley: &Galley<'_>, start: usize, end: usize) -> Option<Class> {
    by_verb_before(galley, start).or_else(|| by_verb_after(galley, end))
}

fn by_verb_before(galley: &Galley<'_>, start: usize) -> Option<Class> {
    let mut at = start;
    for _ in 0..3 {
        at = at.checked_sub(1)?;
        let word = galley.word(at);
        if let Some(class) = BEFORE.get(word).or_else(|| BEFORE.get(stem(word))) {
            return is_said_of_object(galley, at, start).then_some(class);
        }
        let passes =
            matches!(word, "de" | "d'" | "a" | "of" | "the" | "au" | "total" | "lives") || word.ends_with("ment") && word.len() > 6;
        passes.then_some(())?;
    }
    None
}

/// A noun needs its "de" ("la mort de 29 personnes"), "la vie" its "à"; a verb needs nothing.
fn is_said_of_object(galley: &Galley<'_>, at: usize, start: usize) -> bool {
    let next = if at + 1 < start { galley.word(at + 1) } else { "" };
    match galley.word(at) {
        "mort" | "deces" | "arrestation" | "interpellation" | "evacuation" => matches!(next, "de" | "d'"),
        "death" | "deaths" | "killings" => next == "of",
        "vie" => next == "a" && galley.word(at.wrapping_sub(2)).starts_with("cout"),
        "claimed" => galley.word(start + 1) == "lives",
        _ => next != "a",
    }
}

/// Looks along the clause for "ont été tuées", "sont mortes", "ont péri", "were killed", "died".
fn by_verb_after(galley: &Galley<'_>, end: usize) -> Option<Class> {
    let mut being = None;
    let mut at = end;
    while at < end + REACH {
        let word = galley.word(at);
        if word.is_empty() {
            at = past_aside(galley, at)?;
            continue;
        }
        if is_being(galley.tongue, word) {
            being = Some(at);
        } else if let Some(class) = fate_of(galley, at) {
            let passive = being.is_some_and(|being| at - being <= 3) || dies(galley, at);
            return passive.then_some(class);
        } else if ends_clause(galley, at, end) {
            return None;
        }
        at += 1;
    }
    None
}

fn fate_of(galley: &Galley<'_>, at: usize) -> Option<Class> {
    if dies(galley, at) {
        return Some(Class::Dead);
    }
    let word = galley.word(at);
    let class = BEFORE
        .get(stem(word))
        .or_else(|| class_of(galley.tongue, &singular(galley.tongue, word)));
    class.filter(|class| class.is_fate())
}

/// A participle without its endings of gender and number.
fn stem(word: &str) -> &str {
    let single = word.strip_suffix('s').unwrap_or(word);
    single.strip_suffix("ee").map_or(single, |stem| &single[..=stem.len()])
}

/// Verbs of dying, which need no passive.
fn dies(galley: &Galley<'_>, at: usize) -> bool {
    match galley.word(at) {
        "perdu" | "perdent" | "perdaient" | "perdirent" => galley.word(at + 2) == "vie",
        "trouve" | "trouvent" | "trouverent" => galley.word(at + 2) == "mort",
        "lost" | "lose" => galley.word(at + 2) == "lives",
        "peri" | "perit" | "perirent" | "perissent" | "meurent" | "moururent" | "succombe" | "died" | "die" | "dies" | "perished"
        | "dead" => true,
        _ => false,
    }
}

static BEING: LazyLock<Lexicon<Tongue>> = LazyLock::new(|| {
    Lexicon::of(&[
        (
            Tongue::French,
            "ete est sont etait etaient fut furent serait seraient soit soient etre etant sera seront reste restent portees portes porte portee",
        ),
        (
            Tongue::English,
            "is are was were be been being remain remained remains reported feared left got",
        ),
    ])
});

fn is_being(tongue: Tongue, word: &str) -> bool {
    BEING.get(word) == Some(tongue)
}

/// An active verb, a new subject or a new clause: what comes after is not about them.
fn ends_clause(galley: &Galley<'_>, at: usize, end: usize) -> bool {
    match galley.word(at) {
        "ont" | "a" | "avaient" | "auraient" | "aurait" | "ayant" | "avait" | "have" | "has" | "had" | "having" => {
            !helps_a_fate(galley, at)
        }
        "et" | "and" => at > end,
        "alors" | "tandis" | "mais" | "lorsque" | "lorsqu'" | "quand" | "car" | "que" | "qu'" | "puis" | "selon" | "but" | "while"
        | "when" | "after" | "before" | "apres" | "avant" | "pour" | "contre" | "against" | "whose" => true,
        _ => false,
    }
}

/// "ont" that leads to "été tuées", "péri", "perdu la vie"; "a" may also be the "à" of a place.
fn helps_a_fate(galley: &Galley<'_>, at: usize) -> bool {
    if galley.printed(at) == "à" {
        return true;
    }
    (at + 1..at + 4).any(|next| is_being(galley.tongue, galley.word(next)) || dies(galley, next))
}

/// Past ", dont trois enfants," to where the clause goes on; any other mark ends it, digits do not.
fn past_aside(galley: &Galley<'_>, at: usize) -> Option<usize> {
    if galley.is_digits(at) || matches!(galley.mark(at), Some('-' | '%')) {
        return Some(at + 1);
    }
    let opens = galley.mark(at) == Some(',')
        && matches!(
            galley.word(at + 1),
            "dont" | "including" | "parmi" | "y" | "among" | "majoritairement" | "mostly"
        );
    opens.then_some(())?;
    (at + 1..at + REACH)
        .find(|&token| galley.mark(token) == Some(','))
        .map(|comma| comma + 1)
}
