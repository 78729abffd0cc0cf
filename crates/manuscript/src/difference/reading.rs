//! A copy as the list of its parts: which words stand where, which files, and what else.

use serde_json::{Value, json};

use crate::body::{Around, Block, Chapter, Held, Words, each_block, held_by};
use crate::copy::{Copy, Signature};
use crate::picture::Media;
use crate::spot;
use crate::text::words_of;
use crate::words::Part;

/// What stands at one place of a copy.
pub(super) struct Piece {
    pub(super) place: String,
    pub(super) part: Part,
    pub(super) words: String,
    pub(super) media: Vec<Media>,
    /// All of it, to tell whether anything differs at all.
    pub(super) whole: Value,
}

/// What stands above the body, in the order of [`Part`].
pub(super) fn head_of(copy: &Copy) -> Vec<Piece> {
    let byline: Vec<String> = copy.byline.iter().map(signature).collect();
    let pieces = [
        field(Part::Headline, "headline", Some(&copy.headline)),
        worded(Part::Headline, String::new(), json!(copy.headline_marks)).map(|piece| piece.at("headline_marks")),
        field(Part::Kicker, "kicker", copy.kicker.as_ref()),
        worded(Part::Standfirst, words_of(&copy.standfirst), json!(copy.standfirst)),
        worded(Part::Byline, byline.join("\n"), json!(copy.byline)),
        field(Part::Dateline, "dateline", copy.dateline.as_ref()),
    ];
    pieces.into_iter().flatten().chain(lead_of(copy)).collect()
}

/// What stands beside the article rather than in it, in the order of [`Part`].
pub(super) fn rest_of(copy: &Copy) -> Vec<Piece> {
    let credit = copy.source_credit.as_ref();
    let status = copy.status.clone().map(String::from);
    let pieces = [
        field(Part::Status, "status", status.as_ref()),
        field(Part::Kind, "kind", Some(&copy.kind.to_string())),
        field(Part::Language, "language", Some(&copy.language.as_str().to_owned())),
        credit.and_then(|credit| worded(Part::SourceCredit, credit.name.clone(), json!(credit))),
        field(Part::ShortHeadline, "short_headline", copy.short_headline.as_ref()),
        field(Part::SearchHeadline, "search_headline", copy.search_headline.as_ref()),
        field(Part::SocialHeadline, "social_headline", copy.social_headline.as_ref()),
        field(Part::AlertHeadline, "alert_headline", copy.alert_headline.as_ref()),
        field(Part::Description, "description", copy.description.as_ref()),
    ];
    pieces.into_iter().flatten().collect()
}

/// A block with all inside it: one leaf, one piece.
pub(super) fn piece_of(block: &Block) -> Piece {
    let mut media = Vec::new();
    each_block(std::slice::from_ref(block), &mut |block| {
        media.extend(block.media().into_iter().cloned());
    });
    let mut lines = Vec::new();
    read(block, &mut lines);
    lines.retain(|line| !line.is_empty());
    Piece {
        place: format!("body/{}", block.id()),
        part: part_of(block),
        words: lines.join("\n"),
        media,
        whole: json!(block),
    }
}

fn field(part: Part, place: &str, text: Option<&String>) -> Option<Piece> {
    let text = text?;
    worded(part, text.clone(), json!(text)).map(|piece| piece.at(place))
}

impl Piece {
    fn at(self, place: &str) -> Self {
        Self {
            place: place.to_owned(),
            ..self
        }
    }
}

/// A part under its own name, which is that of its leaf. A part that has no words and nothing else is not there.
fn worded(part: Part, words: String, whole: Value) -> Option<Piece> {
    let is_there = !words.is_empty() || whole.as_array().is_some_and(|pieces| !pieces.is_empty());
    is_there.then(|| Piece {
        place: part.as_str().replace('-', "_"),
        part,
        words,
        media: Vec::new(),
        whole,
    })
}

/// The lead picture is one leaf; its caption, credit and alternative text are named apart.
fn lead_of(copy: &Copy) -> Vec<Piece> {
    let Some(lead) = &copy.lead else { return Vec::new() };
    let image = &lead.image;
    let picture = Piece {
        place: "lead".into(),
        part: Part::LeadPicture,
        words: String::new(),
        media: vec![image.picture.clone()],
        whole: json!([image.picture, image.focal, image.taken, image.archives]),
    };
    let pieces = [
        Some(picture),
        worded(Part::LeadCaption, words_of(&lead.caption), json!(lead.caption)).map(|piece| piece.at("lead")),
        field(Part::LeadCredit, "lead", Some(&image.credit)),
        field(Part::LeadAlternative, "lead", Some(&image.alt)),
    ];
    pieces.into_iter().flatten().collect()
}

fn signature(signature: &Signature) -> String {
    let person = match signature {
        Signature::Agency(agency) => return agency.agency.clone(),
        Signature::Person(person) => person,
    };
    let role = person.role.as_ref().map(|role| format!(" ({role})"));
    let standing = person.standing.as_ref().map(|standing| format!(", {standing}"));
    let lines = [&person.biography, &person.interests];
    let lines = lines.into_iter().flatten().map(|line| format!("\n{line}"));
    [Some(person.name.clone()), role, standing]
        .into_iter()
        .flatten()
        .chain(lines)
        .collect()
}

/// The lines of a block in the order in which they are read.
fn read(block: &Block, lines: &mut Vec<String>) {
    held_by(block, Around::default(), &mut |held| match held {
        Held::Text { part, words, .. } => lines.push(line(block, part, words)),
        Held::Blocks { blocks, .. } => blocks.iter().for_each(|block| read(block, lines)),
    });
}

/// The words of one text; a chapter says when it begins.
fn line(block: &Block, part: spot::Part, words: Words<'_>) -> String {
    let words = match words {
        Words::Plain(text) => text.to_owned(),
        Words::Running(text) => words_of(text),
    };
    match chapter(block, part) {
        Some(chapter) => format!("{} {words}", chapter.clock()),
        None => words,
    }
}

fn chapter(block: &Block, part: spot::Part) -> Option<&Chapter> {
    let (Block::Audio(node) | Block::Video(node), spot::Part::Chapter(at)) = (block, part) else {
        return None;
    };
    node.attrs.chapters.get(at)
}

fn part_of(block: &Block) -> Part {
    match block {
        Block::Paragraph(_) => Part::Paragraph,
        Block::Heading(_) => Part::Heading,
        Block::List(_) => Part::List,
        Block::Quotation(_) => Part::Quotation,
        Block::QuestionAnswer(_) => Part::QuestionAnswer,
        Block::PullQuote(_) => Part::PullQuote,
        Block::Box(_) => Part::Box,
        Block::Image(_) => Part::Image,
        Block::Gallery(_) => Part::Gallery,
        Block::Embed(_) => Part::Embed,
        Block::Audio(_) => Part::Audio,
        Block::Video(_) => Part::Video,
        Block::Document(_) => Part::Document,
        Block::Table(_) => Part::Table,
        Block::Timeline(_) => Part::Timeline,
        Block::ReadAlso(_) => Part::ReadAlso,
        Block::Correction(_) => Part::Correction,
        Block::Separator(_) => Part::Separator,
        Block::Code(_) => Part::Code,
        Block::Footnote(_) => Part::Footnote,
        Block::Stash(_) => Part::Stash,
        Block::Withheld(_) => Part::Withheld,
    }
}
