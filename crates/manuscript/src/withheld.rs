//! Withholding: taking a leaf out of what was published while its digest stays, and knowing the same words again.
//!
//! A withheld leaf has lost its bytes and its salt. Read as a copy, a withheld block is a [`Block::Withheld`] in its old
//! place, a withheld headline says so, any other withheld field is absent.

use std::collections::BTreeSet;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::body::{Block, Node, Plain};
use crate::canonical::{self, NotCanonical};
use crate::commitment::{Hash, Leaf, pieces_of};
use crate::copy::Copy;
use crate::language::Language;
use crate::sentence::Locale;
use crate::upgrade::{self, Unreadable};

/// Leaves without which a copy is none: they say nothing about anybody.
const NEVER: [&str; 3] = ["schema", "kind", "language"];
/// From so many words on, a piece is known again in any article of the paper; a shorter one only in its own.
pub const TELLING: usize = 8;

/// A published copy as it may still be read.
#[derive(Clone, Debug)]
pub struct Readable {
    pub copy: Copy,
    /// The paths of what is withheld, in the order of the leaves.
    pub withheld: Vec<String>,
}

/// Whether a leaf may be withheld at all.
pub fn can_be_withheld(path: &str) -> bool {
    !NEVER.contains(&path)
}

/// Reads a version's copy with its holes.
pub fn read(text: &str, leaves: &[Leaf]) -> Result<Readable, Unreadable> {
    let withheld: Vec<String> = leaves
        .iter()
        .filter(|leaf| leaf.salt.is_none())
        .map(|leaf| leaf.path.clone())
        .collect();
    if withheld.is_empty() {
        let copy = upgrade::read(text)?;
        return Ok(Readable { copy, withheld });
    }
    let mut value: Value = serde_json::from_str(text)?;
    if withheld.iter().any(|path| path == "headline") {
        value["headline"] = headline_in(locale_in(&value)).into();
        if let Some(fields) = value.as_object_mut() {
            // They say where in words that are gone.
            fields.remove("headline_marks");
        }
    }
    let mut copy = upgrade::read(&value.to_string())?;
    let mut body = std::mem::take(&mut copy.body).into_iter().peekable();
    for leaf in leaves {
        let Some(id) = leaf.path.strip_prefix("body/") else { continue };
        match body.next_if(|block| block.id() == id) {
            Some(block) => copy.body.push(block),
            None => copy.body.push(hole(id)),
        }
    }
    copy.body.extend(body);
    Ok(Readable { copy, withheld })
}

/// Whether a piece is what a withheld one left behind, a hole or the headline that says so: nobody is named in it.
pub fn is_left_behind(path: &str, piece: &str) -> bool {
    let piece: Value = serde_json::from_str(piece).unwrap_or_default();
    piece["type"] == "withheld"
        || (path == "headline"
            && [Locale::French, Locale::English]
                .into_iter()
                .any(|locale| piece == headline_in(locale)))
}

/// In which language a stored copy is; one whose language is withheld too speaks English.
fn locale_in(copy: &Value) -> Locale {
    let language = copy["language"].as_str().and_then(|text| text.parse::<Language>().ok());
    language.map_or(Locale::English, |language| Locale::of(&language))
}

/// What stands for a headline that is withheld.
const fn headline_in(locale: Locale) -> &'static str {
    match locale {
        Locale::French => "Titre retiré pour raison légale",
        Locale::English => "Headline withheld for legal reasons",
    }
}

fn hole(id: &str) -> Block {
    Block::Withheld(Node {
        attrs: Plain { id: id.to_owned() },
        content: Vec::new(),
    })
}

/// Takes leaves out of a published copy: their bytes and salts go, their digests stay.
pub fn cut(text: &str, leaves: &[Leaf], paths: &BTreeSet<String>) -> Result<(String, Vec<Leaf>), NotCanonical> {
    let mut value: Value = canonical::read(text)?;
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, _| name == "body" || !paths.contains(name));
        if let Some(Value::Array(body)) = fields.get_mut("body") {
            body.retain(|block| !paths.contains(&format!("body/{}", block["attrs"]["id"].as_str().unwrap_or_default())));
        }
        fields.retain(|name, value| name != "body" || value.as_array().is_none_or(|blocks| !blocks.is_empty()));
    }
    let leaves = leaves
        .iter()
        .map(|leaf| Leaf {
            salt: leaf.salt.clone().filter(|_| !paths.contains(&leaf.path)),
            ..leaf.clone()
        })
        .collect();
    Ok((canonical::text_of(&value)?, leaves))
}

/// Takes the pieces at these paths out of a working copy; a block leaves a hole that is published as one.
pub fn take_out(copy: &mut Copy, paths: &BTreeSet<String>) {
    for block in &mut copy.body {
        if paths.contains(&format!("body/{}", block.id())) {
            *block = hole(block.id());
        }
    }
    let locale = Locale::of(&copy.language);
    for path in paths {
        match path.as_str() {
            "headline" => {
                headline_in(locale).clone_into(&mut copy.headline);
                copy.headline_marks.clear();
            }
            "kicker" => copy.kicker = None,
            "status" => copy.status = None,
            "short_headline" => copy.short_headline = None,
            "search_headline" => copy.search_headline = None,
            "social_headline" => copy.social_headline = None,
            "alert_headline" => copy.alert_headline = None,
            "description" => copy.description = None,
            "standfirst" => copy.standfirst.clear(),
            "byline" => copy.byline.clear(),
            "dateline" => copy.dateline = None,
            "source_credit" => copy.source_credit = None,
            "lead" => copy.lead = None,
            _ => {}
        }
    }
}

/// How withheld words are known again: a salted digest of a piece, or of so many words in a row wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub salt: [u8; 16],
    /// Nothing for whole pieces; else how many words in a row.
    pub words: usize,
    pub fingerprints: BTreeSet<Hash>,
}

/// What must not come back, and in which article it was.
#[derive(Clone, Debug)]
pub struct Remembered {
    pub article: uuid::Uuid,
    pub trace: Trace,
}

impl Trace {
    /// Of whole pieces, given as canonical text.
    pub fn of_pieces<'a>(salt: [u8; 16], pieces: impl IntoIterator<Item = &'a str>) -> Self {
        let fingerprints = pieces.into_iter().map(|piece| fingerprint(&salt, &bare(piece))).collect();
        Self {
            salt,
            words: 0,
            fingerprints,
        }
    }

    /// Of some words in a row, as a name.
    pub fn of_words(salt: [u8; 16], text: &str) -> Self {
        let words = words_in(text);
        let fingerprints = BTreeSet::from([fingerprint(&salt, &words.concat())]);
        Self {
            salt,
            words: words.len(),
            fingerprints,
        }
    }

    /// The paths of the pieces of a copy in which the trace is found.
    pub fn found_in(&self, copy: &str) -> Result<BTreeSet<String>, NotCanonical> {
        let pieces = pieces_of(copy)?;
        Ok(pieces
            .into_iter()
            .filter(|(path, piece)| can_be_withheld(path) && self.is_in(piece))
            .map(|(path, _)| path)
            .collect())
    }

    /// Whether a piece, or plain text, is or holds what was withheld.
    pub fn is_in(&self, piece: &str) -> bool {
        if self.words == 0 {
            return self.fingerprints.contains(&fingerprint(&self.salt, &bare(piece)));
        }
        texts_in(piece).iter().any(|text| {
            let words = words_in(text);
            // Written together, or with a hyphen more, the words are the same.
            (1..=self.words).any(|count| {
                words
                    .windows(count)
                    .any(|row| self.fingerprints.contains(&fingerprint(&self.salt, &row.concat())))
            })
        })
    }
}

/// How many words a piece has.
pub fn word_count(piece: &str) -> usize {
    texts_in(piece).iter().map(|text| words_in(text).len()).sum()
}

fn fingerprint(salt: &[u8; 16], text: &str) -> Hash {
    Sha256::new()
        .chain_update(b"rotative trace 1\0")
        .chain_update(salt)
        .chain_update(text)
        .finalize()
        .into()
}

/// A piece as its words alone: another id, a mark, a space or an accent do not hide it. What has no words is its bytes.
fn bare(piece: &str) -> String {
    let words = texts_in(piece).iter().flat_map(|text| words_in(text)).collect::<Vec<_>>().join(" ");
    if words.is_empty() { piece.to_owned() } else { words }
}

/// Words without case and accents.
fn words_in(text: &str) -> Vec<String> {
    let seen: String = text.chars().filter(|c| !is_unseen(*c)).collect();
    let plain = deunicode::deunicode(&seen).to_lowercase();
    plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Characters that nobody sees, and behind which a word could hide.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
    ) || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// The texts of a piece: each running text whole, whatever its marks; every other string for itself, ids and types apart.
fn texts_in(piece: &str) -> Vec<String> {
    let mut texts = Vec::new();
    match serde_json::from_str::<Value>(piece) {
        Ok(value) => collect(&value, &mut texts),
        Err(_) => texts.push(piece.to_owned()),
    }
    texts
}

fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(items) if items.iter().any(|item| item["text"].is_string()) => {
            texts.push(items.iter().map(|item| item["text"].as_str().unwrap_or(" ")).collect());
            for item in items {
                collect(&item["marks"], texts);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, texts);
            }
        }
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "id" | "type" | "person"))
            .for_each(|(_, field)| collect(field, texts)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Trace, cut, read, take_out};
    use crate::body::{Block, Node, Plain};
    use crate::commitment::{Committed, Link, NO_LINK, leaves_of, link_of, verify};
    use crate::language::Language;
    use crate::text::{Inline, Mark};
    use crate::words::Nature;
    use crate::{Copy, Ids, Instant, Uuid, canonical};

    struct Salts;

    impl Ids for Salts {
        fn uuid(&self) -> Uuid {
            Uuid::nil()
        }
        fn salt(&self) -> [u8; 16] {
            [7; 16]
        }
    }

    fn paragraph(id: &str, pieces: Vec<Inline>) -> Block {
        Block::Paragraph(Node {
            attrs: Plain { id: id.into() },
            content: pieces,
        })
    }

    fn copy() -> Copy {
        let mut copy = Copy::headed("Le procès", Language::french());
        copy.kicker = Some("Justice".into());
        let name = Inline::Text {
            text: "Élodie".into(),
            marks: vec![Mark::Strong],
        };
        copy.body = vec![
            paragraph("aaaaa", vec![Inline::plain("Rien ici.")]),
            paragraph("bbbbb", vec![Inline::plain("La jeune "), name, Inline::plain(" Martin a parlé.")]),
        ];
        copy
    }

    #[test]
    fn a_withheld_leaf_leaves_a_hole_and_a_chain_that_verifies() {
        let text = canonical::text_of(&copy()).unwrap();
        let leaves = leaves_of(&text, &Salts).unwrap();
        let link = Link {
            previous: &NO_LINK,
            article: Uuid::nil(),
            number: 1,
            nature: Nature::First,
            at: Instant(0),
        };
        let digest = link_of(&link, &leaves).unwrap();
        let paths = BTreeSet::from(["body/bbbbb".to_owned(), "headline".to_owned()]);
        let (cut_text, cut_leaves) = cut(&text, &leaves, &paths).unwrap();
        assert!(!cut_text.contains("lodie") && !cut_text.contains("procès"), "{cut_text}");
        assert!(
            verify(
                &Committed {
                    copy: &cut_text,
                    leaves: &cut_leaves
                },
                &link,
                &digest
            )
            .is_empty()
        );
        let readable = read(&cut_text, &cut_leaves).unwrap();
        assert_eq!(readable.withheld.len(), 2);
        assert_eq!(readable.copy.headline, "Titre retiré pour raison légale");
        assert!(matches!(&readable.copy.body[1], Block::Withheld(node) if node.attrs.id == "bbbbb"));
        assert_eq!(readable.copy.kicker.as_deref(), Some("Justice"));
    }

    #[test]
    fn a_name_is_known_again_across_marks_accents_and_case_and_nothing_else_is() {
        let trace = Trace::of_words([1; 16], "elodie MARTIN");
        let text = canonical::text_of(&copy()).unwrap();
        assert_eq!(trace.found_in(&text).unwrap(), BTreeSet::from(["body/bbbbb".to_owned()]));
        assert!(trace.is_in("« Élodie-Martin »") && trace.is_in("ÉlodieMartin") && trace.is_in("Élodie Mar\u{200b}tin"));
        assert!(!trace.is_in("Élodie Martinet") && !trace.is_in("Martin, Élodie"));
    }

    #[test]
    fn a_piece_is_known_again_under_another_id() {
        let piece = |id: &str, text: &str| canonical::text_of(&paragraph(id, vec![Inline::plain(text)])).unwrap();
        let trace = Trace::of_pieces([1; 16], [piece("aaaaa", "Une phrase retirée.").as_str()]);
        assert!(trace.is_in(&piece("zzzzz", "une phrase  retirée")));
        assert!(!trace.is_in(&piece("aaaaa", "Une autre phrase.")));
    }

    #[test]
    fn a_draft_loses_the_same_pieces() {
        let mut draft = copy();
        take_out(&mut draft, &BTreeSet::from(["body/bbbbb".to_owned(), "kicker".to_owned()]));
        assert!(draft.kicker.is_none());
        assert!(matches!(draft.body[1], Block::Withheld(_)));
        assert!(matches!(draft.body[0], Block::Paragraph(_)));
    }
}
