//! Settling a copy: characters made one (NFC), texts in normal form, ids given, what cannot stand refused.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::anchor;
use crate::body::{Block, Body, Code, Letters, Node, each_block, each_block_mut};
use crate::copy::{Copy, Signature};
use crate::figure::FigureRefused;
use crate::headline;
use crate::markdown::comments;
use crate::refusal::{Refusal, Said};
use crate::refusals;
use crate::spot::Spot;
use crate::text::{Inline, Mark, Text, normal};
use crate::unfit::{self, Unfit};
use crate::walk::texts_of;
use crate::words::{Kind, Status};

/// Why a copy cannot be kept. `place` says where in the copy (`headline`, `byline`, `body`).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct Unsettled {
    pub place: &'static str,
    pub reason: Reason,
}

refusals! {
    /// What a copy lacks, or holds that it may not.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Reason [Unfit(Unfit), Figure(FigureRefused)] {
        NoHeadline:
            "the headline is empty; an article needs one"
            / "le titre est vide ; un article en a besoin",
        UnseenHeadline:
            "nothing of the headline can be seen; write one in letters"
            / "rien du titre ne se voit ; écrivez-en un en lettres",
        NoName:
            "a signature has no name"
            / "une signature n’a pas de nom",
        NoOutlet:
            "a pickup credits the outlet where it was read: add `source_credit`"
            / "une pépite crédite le média où elle a été lue : ajoutez `source_credit`",
        NoCredit:
            "nothing of the lead picture's credit can be seen; say whose it is"
            / "rien du crédit de la photo d’ouverture ne se voit ; dites de qui elle est",
        NoAnchor(word: String):
            "`{word}` is no anchor; write small letters without accents, digits and hyphens, a letter first"
            / "« {word} » n’est pas une ancre ; écrivez des minuscules sans accents, des chiffres et des traits d’union, une lettre d’abord",
        AnchorOfThePage(word: String):
            "the page itself has an anchor `{word}`; give the heading another"
            / "la page a déjà une ancre « {word} » ; donnez-en une autre à l’intertitre",
        TwoAnchors(word: String):
            "two headings have the anchor `{word}`"
            / "deux intertitres ont l’ancre « {word} »",
        TwoFootnotes(label: String):
            "two footnotes are called `{label}`; give one of them another name"
            / "deux notes de bas de page s’appellent « {label} » ; donnez un autre nom à l’une",
        TwoBlocks(id: String):
            "two blocks have the id `{id}`"
            / "deux blocs ont l’identifiant `{id}`",
    }
}

impl Refusal for Unsettled {
    fn said(&self) -> Said {
        let reason = self.reason.said();
        Said::new(format!("{} : {}", self.place, reason.fr), format!("{}: {}", self.place, reason.en))
    }

    fn code(&self) -> String {
        self.reason.code()
    }

    fn field(&self) -> Option<String> {
        Some(self.place.to_owned())
    }

    fn facts(&self) -> Map<String, Value> {
        self.reason.facts()
    }

    fn codes() -> Vec<String> {
        Reason::codes()
    }
}

/// Makes the copy's characters and texts canonical and checks what every copy must be.
/// Words are never changed: only the normal form of characters and the grouping of pieces.
pub fn settle(copy: Copy) -> Result<Copy, Unsettled> {
    let had_credit = copy.lead.as_ref().is_some_and(|lead| !lead.image.credit.trim().is_empty());
    // Most copies hold neither a comment nor a character that is refused: their JSON says so as a whole.
    let json = serde_json::to_string(&copy).unwrap_or_default();
    let copy = if comments::is_in(&json) { without_comments(copy) } else { copy };
    if had_credit && copy.lead.as_ref().is_some_and(|lead| lead.image.credit.trim().is_empty()) {
        refuse("lead", Reason::NoCredit)?;
    }
    let copy = characters_made_one(copy);
    check(&copy, &json)?;
    Ok(copy)
}

/// Nobody reads what stands in an HTML comment; where a text is no Markdown it would be printed.
fn without_comments(copy: Copy) -> Copy {
    let Ok(mut value) = serde_json::to_value(&copy) else { return copy };
    if !leave_out_comments(&mut value) {
        return copy;
    }
    serde_json::from_value(value).unwrap_or(copy)
}

/// Whether there were any. The pieces of a text are what its Markdown says, also where it says `\<!--`.
fn leave_out_comments(value: &mut Value) -> bool {
    match value {
        Value::String(text) => {
            let before = text.len();
            comments::without(text);
            text.len() < before
        }
        Value::Array(items) => items.iter_mut().fold(false, |any, item| leave_out_comments(item) | any),
        Value::Object(fields) => {
            let is_piece = is_piece_of_text(fields);
            let outside = fields.iter_mut().filter(|(name, _)| !(is_piece && *name == "text"));
            outside.fold(false, |any, (_, field)| leave_out_comments(field) | any)
        }
        _ => false,
    }
}

fn is_piece_of_text(fields: &serde_json::Map<String, Value>) -> bool {
    fields.get("type").is_some_and(|kind| kind == "text") && fields.contains_key("text")
}

/// The same for a copy that is only to be checked: headline, signatures and a pickup's outlet may be missing.
pub(crate) fn settle_loosely(copy: Copy) -> Result<Copy, Unsettled> {
    let json = serde_json::to_string(&copy).unwrap_or_default();
    let copy = characters_made_one(copy);
    check_characters_loosely(&copy, &json)?;
    check_body(&copy)?;
    Ok(copy)
}

/// NFC, normal texts and ids; nothing is checked.
pub(crate) fn characters_made_one(mut copy: Copy) -> Copy {
    nfc_fields(&mut copy);
    copy.each_text_mut(&mut |text| settle_text(text));
    each_block_mut(&mut copy.body, &mut |block| match block {
        Block::Code(code) => settle_code(code),
        Block::Image(image) => image.attrs.link.iter_mut().for_each(settle_address),
        Block::Embed(embed) => settle_address(&mut embed.attrs.address),
        _ => {}
    });
    give_ids(&mut copy.body);
    copy
}

/// NFC, without which two equal words could differ in their bytes.
pub fn nfc(text: &str) -> String {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

fn nfc_fields(copy: &mut Copy) {
    copy.headline = nfc(copy.headline.trim());
    copy.headline_marks = headline::settled(std::mem::take(&mut copy.headline_marks), &copy.headline);
    let fields = [
        &mut copy.kicker,
        &mut copy.short_headline,
        &mut copy.search_headline,
        &mut copy.social_headline,
        &mut copy.alert_headline,
        &mut copy.description,
        &mut copy.dateline,
    ];
    for field in fields {
        *field = field.take().map(|text| nfc(text.trim())).filter(|text| !text.is_empty());
    }
    // A wording of the paper's own, an agency: without words there is none.
    copy.status = copy
        .status
        .take()
        .filter(|status| !matches!(status, Status::Own(words) if words.trim().is_empty()));
    copy.byline
        .retain(|signature| !matches!(signature, Signature::Agency(agency) if agency.agency.trim().is_empty()));
    for signature in &mut copy.byline {
        match signature {
            Signature::Person(person) => person.name = nfc(person.name.trim()),
            Signature::Agency(agency) => agency.agency = nfc(agency.agency.trim()),
        }
    }
}

fn settle_text(text: &mut Text) {
    for piece in text.iter_mut() {
        for mark in piece.marks_mut() {
            if let Mark::Link(link) = mark {
                settle_address(&mut link.href);
            }
        }
        if piece.is_code() {
            continue;
        }
        if let Inline::Text { text, .. } = piece {
            *text = nfc(text);
        }
    }
    *text = normal(std::mem::take(text));
}

/// What begins with two slashes leads to another house by whatever way a page came: by the safe one.
fn settle_address(address: &mut String) {
    let is_house = |rest: &str| rest.starts_with(|sign: char| sign.is_ascii_alphanumeric()) && rest.contains('.');
    if address.strip_prefix("//").is_some_and(is_house) {
        address.insert_str(0, "https:");
    }
}

/// One piece, or none.
fn settle_code(code: &mut Node<Code, Letters>) {
    if let [_, _, ..] = code.content.as_slice() {
        code.content = vec![Letters { text: code.letters() }];
    }
    code.content.retain(|piece| !piece.text.is_empty());
}

/// Gives every block without an id one that comes from its words, so that the same file always gives the same ids.
pub fn give_ids(body: &mut Body) {
    let mut taken: HashSet<String> = HashSet::new();
    each_block(body, &mut |block| {
        taken.insert(block.id().to_owned());
    });
    let mut turns: HashMap<String, u32> = HashMap::new();
    each_block_mut(body, &mut |block| {
        if block.id().is_empty() {
            let words = block.words();
            let first = turns.get(&words).copied().unwrap_or(0);
            let (id, next) = fresh_id(&words, first, &mut taken);
            turns.insert(words, next);
            *block.id_mut() = id;
        }
    });
}

/// An id that is not taken, and the turn after it. Ids of earlier turns are known to be taken.
fn fresh_id(words: &str, first: u32, taken: &mut HashSet<String>) -> (String, u32) {
    const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    for turn in first.. {
        let digest = Sha256::new().chain_update(turn.to_be_bytes()).chain_update(words).finalize();
        let id: String = digest
            .iter()
            .take(5)
            .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
            .collect();
        if taken.insert(id.clone()) {
            return (id, turn.saturating_add(1));
        }
    }
    (String::new(), first)
}

fn refuse(place: &'static str, reason: impl Into<Reason>) -> Result<(), Unsettled> {
    Err(Unsettled {
        place,
        reason: reason.into(),
    })
}

/// A loose reading shows other characters as findings.
fn check_characters_loosely(copy: &Copy, json: &str) -> Result<(), Unsettled> {
    match unfit_in(copy, json) {
        Some((place, Unfit::Control)) => refuse(place, Unfit::Control),
        _ => Ok(()),
    }
}

fn check_characters(copy: &Copy, json: &str) -> Result<(), Unsettled> {
    if let Some((place, unfit)) = unfit_in(copy, json) {
        return refuse(place, unfit);
    }
    for (spot, text) in texts_of(copy) {
        if let Some((_, unfit)) = unfit::unclosed(&text) {
            return refuse(if spot == Spot::Headline { "headline" } else { "text" }, unfit);
        }
    }
    Ok(())
}

fn check(copy: &Copy, json: &str) -> Result<(), Unsettled> {
    if copy.headline.is_empty() {
        return refuse("headline", Reason::NoHeadline);
    }
    check_characters(copy, json)?;
    if !unfit::is_seen(&copy.headline) {
        return refuse("headline", Reason::UnseenHeadline);
    }
    let has_no_name = |signature: &Signature| matches!(signature, Signature::Person(person) if !unfit::is_seen(&person.name));
    if copy.byline.iter().any(has_no_name) {
        return refuse("byline", Reason::NoName);
    }
    if copy.kind == Kind::Pickup && copy.source_credit.as_ref().is_none_or(|credit| !unfit::is_seen(&credit.name)) {
        return refuse("source_credit", Reason::NoOutlet);
    }
    check_body(copy)
}

fn check_body(copy: &Copy) -> Result<(), Unsettled> {
    let mut ids = HashSet::new();
    let mut twice = None;
    each_block(&copy.body, &mut |block| {
        if !ids.insert(block.id()) {
            twice = Some(block.id().to_owned());
        }
    });
    if let Some(id) = twice {
        return refuse("body", Reason::TwoBlocks(id));
    }
    check_anchors(&copy.body)?;
    check_footnotes(&copy.body)?;
    for mark in copy.texts().into_iter().flatten().flat_map(Inline::marks) {
        if let Mark::Figure(figure) = mark {
            figure.check().or_else(|refused| refuse("body", refused))?;
        }
    }
    Ok(())
}

/// A label is the name of one footnote.
fn check_footnotes(body: &Body) -> Result<(), Unsettled> {
    let (mut labels, mut twice) = (HashSet::new(), None);
    each_block(body, &mut |block| {
        if let Block::Footnote(note) = block
            && !labels.insert(note.attrs.label.as_str())
        {
            twice = Some(note.attrs.label.clone());
        }
    });
    twice.map_or(Ok(()), |label| refuse("body", Reason::TwoFootnotes(label)))
}

/// A link to an anchor leads to one place on the page.
fn check_anchors(body: &Body) -> Result<(), Unsettled> {
    let (mut taken, mut refused) = (HashSet::new(), None);
    each_block(body, &mut |block| {
        taken.insert(block.id());
    });
    each_block(body, &mut |block| {
        let Block::Heading(heading) = block else { return };
        let Some(word) = &heading.attrs.anchor else { return };
        let reason = if !anchor::is_anchor(word) {
            Reason::NoAnchor(word.clone())
        } else if anchor::is_of_the_page(word) {
            Reason::AnchorOfThePage(word.clone())
        } else if taken.insert(word.as_str()) {
            return;
        } else {
            Reason::TwoAnchors(word.clone())
        };
        refused.get_or_insert(reason);
    });
    refused.map_or(Ok(()), |reason| refuse("body", reason))
}

/// The first character of a copy that may stand nowhere, with its place. The copy's JSON, from before its characters were made
/// one, says whether there is any to look for.
fn unfit_in(copy: &Copy, json: &str) -> Option<(&'static str, Unfit)> {
    if let Some((_, unfit)) = unfit::character(&copy.headline) {
        return Some(("headline", unfit));
    }
    if !unfit::may_be_within(json) {
        return None;
    }
    let all = serde_json::to_value(copy).ok()?;
    Some(("text", unfit::within(&all)?))
}
