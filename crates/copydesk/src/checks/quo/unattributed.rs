//! QUO-201 · Quotation that nobody says
//!
//! **What it catches.** A whole quotation, or a woven-in one of five words or more, with no reporting verb, no *selon*, no speaker in its sentence, in the one before or in the one after.
//! **Why it matters.** A reader must know at once who speaks; words without a speaker are the paper’s own, in court too.
//! **Remedy.** Say who says it: *, a déclaré X*, *selon X*, or give it its speaker in a quotation block. A run of quotations goes on with the speaker of the first.
//!
//! # Citation que personne ne dit
//!
//! **Ce qu’il relève.** Une citation entière, ou une citation fondue d’au moins cinq mots, sans verbe de parole, sans *selon*, sans locuteur dans sa phrase, la précédente ou la suivante.
//! **Pourquoi.** Le lecteur doit savoir tout de suite qui parle ; des mots sans locuteur sont ceux du journal, au tribunal aussi.
//! **Remède.** Dites qui le dit : *, a déclaré X*, *selon X*, ou donnez son locuteur à un bloc de citation. Une suite de citations garde le locuteur de la première.

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::line::Line;
use crate::passage::Role;
use crate::quotation::{Manner, Quotation};
use crate::reading::Reading;
use crate::tokens::is_space;

const CODE: Code = "QUO-201";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation que personne ne dit",
    title_en: "Quotation that nobody says",
    severity: Severity::Warning,
    harm: 70,
    reads: Reads::Whole(find),
};

/// What a title in quotation marks follows: a film, a book, a law.
const NAMED: &str = "film films livre livres roman romans chanson chansons album exposition spectacle émission série journal quotidien \
    magazine essai poème pièce opération programme projet plan association collectif festival concert tableau étude jeu \
    ouvrage documentaire groupe mouvement label titre intitulé intitulée intitulés appelé appelée nommé nommée baptisé \
    baptisée dit dite surnommé prix concours campagne exercice bande revue conférence colloque rubrique chronique blog site \
    logiciel application dispositif formation atelier mission thème catégorie collection clip single comédie opéra sculpture \
    fresque œuvre film: movie book song novel series";

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut is_going_on = false;
    for line in reading
        .lines
        .iter()
        .filter(|line| line.passage.role() == Role::Body && !line.passage.is_quoted)
    {
        let mut carried = is_going_on && starts_quoted(line);
        let pairs = line
            .quotations
            .iter()
            .zip(&line.attributions)
            .filter(|(quotation, _)| quotation.depth == 1);
        is_going_on = false;
        for (quotation, attribution) in pairs {
            let is_said = attribution.is_attributed || attribution.speaker.is_some() || carried;
            if !is_said && needs_speaker(line, quotation, reading.house.thresholds.quoted_words) {
                found.push(told(line, quotation));
            }
            carried = is_said;
            is_going_on = is_said && ends_quoted(line, quotation);
        }
    }
    found
}

/// A paragraph that begins with a quotation goes on with the speaker of the one before.
fn starts_quoted(line: &Line) -> bool {
    line.text()
        .trim_start_matches(|c| is_space(c) || matches!(c, '—' | '–' | '-'))
        .starts_with(['«', '“', '"', '»'])
}

/// A whole quotation in the last sentence of its paragraph: the next one may go on with it.
fn ends_quoted(line: &Line, quotation: &Quotation) -> bool {
    let is_last = line
        .sentences
        .last()
        .is_some_and(|last| quotation.outer.end > last.start || is_short_end(line, last, quotation));
    is_last && quotation.manner(line.text()) == Manner::Full
}

/// "…, dit-elle." after the quotation, cut off by its own full stop.
fn is_short_end(line: &Line, last: &std::ops::Range<usize>, quotation: &Quotation) -> bool {
    line.sentence_at(quotation.outer.end.saturating_sub(1)).end >= last.start && line.words_in(last).len() <= 8
}

fn needs_speaker(line: &Line, quotation: &Quotation, fewest: u32) -> bool {
    let words = line.words_in(&quotation.inner).len();
    let is_long = words >= fewest as usize;
    let is_sentence = quotation.words(line.text()).ends_with(['.', '!', '?', '…']);
    let is_whole = quotation.manner(line.text()) == Manner::Full && words >= 3 && is_sentence;
    quotation.is_closed && (is_long || is_whole) && !is_title(line, quotation)
}

/// A film, a slogan on a sign, a word that is only mentioned: named, not said.
fn is_title(line: &Line, quotation: &Quotation) -> bool {
    let before = line.text()[..quotation.outer.start].trim_end_matches(is_space);
    let last = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let words = quotation.words(line.text());
    let is_capitalised = words.starts_with(char::is_uppercase) && !words.ends_with(['.', '!', '?', '…', ',']);
    let is_woven = !before.is_empty() && !before.ends_with([':', ',', '.', '!', '?', '»', '…']);
    (!last.is_empty() && NAMED.split(' ').any(|named| named == last)) || (is_capitalised && is_woven)
}

fn told(line: &Line, quotation: &Quotation) -> Finding {
    let spot = &line.passage.spot;
    let said = Said::new(
        "personne ne dit cette citation : dites qui parle, dans la phrase ou à côté d’elle",
        "nobody says this quotation: say who speaks, in its sentence or beside it",
    );
    let at = Span::new(spot, quotation.outer.end..quotation.outer.end);
    let (fr, en) = if line.passage.tongue.is_english() {
        (", said [who?]", ", said [who?]")
    } else {
        (", a déclaré [qui ?]", ", a déclaré [qui ?]")
    };
    Finding::new(CODE, Span::new(spot, quotation.outer.clone()), said).mended(
        Said::new(format!("ajouter « {fr} »"), format!("add “{en}”")),
        Applicability::Blank,
        vec![Edit {
            span: at,
            new: fr.to_owned(),
        }],
    )
}
