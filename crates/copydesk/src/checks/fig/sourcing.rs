//! Who says a figure: *selon X*, a reporting verb with a name, in its sentence or beside it.

use crate::line::Line;
use crate::tokens::{Kind, is_space};

use super::figures::Placed;

/// How many bytes of a name are taken.
const LONGEST: usize = 90;
/// How far from a figure its source is looked for, in bytes.
const FAR: usize = 400;

/// Words that report what is quoted, and say nothing of who counts: "a fait 29 morts".
const WEAK: &str = "fait faisait mis met mettait vu voit voient voyait tient tenait tenu veut veulent voulait lu lit nom noms titre loi question \
    appel cri cris mot mots terme termes texte lance lancé lancée lancent trouve trouvé trouvée trouvent point pointe parole demande demandé \
    compare comparé article voix yeux sign signe signé publié présente présenté livre livré livrée crie craint réclame exige exigé sait \
    invite invité invités appelle appelé appelés gagne reprend repris décide note notes notée nomme nommé fais relève relevé annonces";

/// Whether somebody is said to say so, in the sentence of a figure or in one beside it.
pub(super) fn is_sourced(placed: &Placed<'_>) -> bool {
    let window = crate::attribution::sentences_around(placed.line, &placed.quantity.span);
    placed.line.is_said(placed.quantity.span.start)
        || placed.line.passage.is_quoted
        || placed.line.reporting_in(&window).iter().any(|verb| counts(placed.line, *verb))
}

fn counts(line: &Line, verb: usize) -> bool {
    let word = line.words_of(&line.tokens[verb]).to_lowercase();
    !WEAK.split_ascii_whitespace().any(|weak| weak == word)
}

/// The words that name who says a figure in its own sentence: what stands behind *selon*, or the name beside a verb.
pub(super) fn source_of(placed: &Placed<'_>) -> Option<String> {
    let line = placed.line;
    let sentence = near(line, placed);
    according_to(line, &sentence).or_else(|| {
        let verbs = line.reporting_in(&sentence).iter().copied();
        verbs
            .filter(|verb| counts(line, *verb))
            .find_map(|verb| crate::attribution::named_beside(line, verb))
            .map(|speaker| speaker.name)
    })
}

/// The sentence of a figure, as far as anybody reads on for its source.
fn near(line: &Line, placed: &Placed<'_>) -> std::ops::Range<usize> {
    let span = &placed.quantity.span;
    let sentence = line.sentence_at(span.start);
    let start = line.text().ceil_char_boundary(span.start.saturating_sub(FAR));
    let end = line.text().floor_char_boundary(span.end.saturating_add(FAR));
    sentence.start.max(start)..sentence.end.min(end)
}

/// "selon les autorités de l’enclave", "d’après un premier bilan", "according to officials".
fn according_to(line: &Line, sentence: &std::ops::Range<usize>) -> Option<String> {
    let first = line.tokens.partition_point(|token| token.start < sentence.start);
    let last = line.tokens.partition_point(|token| token.start < sentence.end);
    let tokens = &line.tokens[first..last];
    let start = tokens.iter().enumerate().find_map(|(at, token)| {
        let word = line.words_of(token).to_lowercase();
        let after = |words: usize| tokens.get(at + words).map(|next| next.end);
        match (token.kind, word.as_str()) {
            (Kind::Word, "selon") => after(0),
            (Kind::Word, "après") if line.text()[..token.start].ends_with(['’', '\'']) => after(0),
            (Kind::Word, "according") => after(2),
            _ => None,
        }
    })?;
    let rest = &line.text()[start..sentence.end.max(start)];
    let end = rest
        .find([',', '.', ';', ':', '«', '»', '(', ')', '–', '—', '!', '?'])
        .unwrap_or(rest.len());
    let named = rest[..end].trim_matches(is_space);
    let cut = named
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| *at >= LONGEST)
        .unwrap_or(named.len());
    (!named.is_empty()).then(|| named[..cut].to_owned())
}
