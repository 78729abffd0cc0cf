//! Mends: which of them go together, and the copy once they are made.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use manuscript::body::Block;
use manuscript::copy::Signature;
use manuscript::text::normal;
use manuscript::{Copy, Inline, Text};

use crate::checks::SPELLING;
use crate::checks::spe::unknown_word::lexicon_of;
use crate::desk::{Context, Desk};
use crate::finding::{Applicability, Edit, Finding, Mend, Span};
use crate::house::House;
use crate::passage::{Tongue, passages};
use crate::spot::{Part, Spot};

/// The mends of findings that may be made together: the first of each that is at most as daring, none over another.
pub fn chosen(findings: &[Finding], at_most: Applicability) -> Vec<&Mend> {
    let mut chosen: Vec<&Mend> = Vec::new();
    let mut taken: HashMap<&Spot, BTreeMap<usize, usize>> = HashMap::new();
    for finding in findings {
        let mend = finding.mends.iter().find(|mend| mend.applicability <= at_most);
        let Some(mend) = mend.filter(|mend| mend.edits.iter().all(|edit| is_free(&taken, edit))) else {
            continue;
        };
        for edit in &mend.edits {
            taken.entry(&edit.span.spot).or_default().insert(edit.span.start, edit.span.end);
        }
        chosen.push(mend);
    }
    chosen
}

/// Two edits do not touch: what one writes would stand beside what the other has not seen.
fn is_free(taken: &HashMap<&Spot, BTreeMap<usize, usize>>, edit: &Edit) -> bool {
    let (start, end) = (edit.span.start, edit.span.end);
    taken.get(&edit.span.spot).is_none_or(|ranges| {
        let before = ranges.range(..=end).next_back();
        before.is_none_or(|(_, other_end)| *other_end < start)
    })
}

/// How often a copy is read again after mends: one may show the next.
pub const ROUNDS: usize = 8;

/// The copy once all that may be mended is, and how many mends that took.
pub fn mended_whole(copy: &Copy, context: &Context<'_>, (house, at_most): (&House, Applicability)) -> (Copy, usize) {
    let mut desk = Desk::default();
    let mut copy = copy.clone();
    let mut count = 0;
    for _ in 0..ROUNDS {
        let findings = desk.read(&copy, context, house);
        let mends = chosen(&findings, at_most);
        let next = mended(&copy, &mends);
        if next == copy {
            break;
        }
        count += mends.len();
        copy = next;
    }
    (copy, count)
}

/// How many spellings are offered for a word.
const MOST: usize = 3;

/// A finding with the spellings that the dictionary offers for its word. A millisecond each: for what is shown, not for every key.
pub fn with_suggestions(mut finding: Finding, copy: &Copy) -> Finding {
    let is_asked = finding.code == SPELLING && finding.mends.is_empty();
    let Some(lexicon) = lexicon_of(Tongue::of(&copy.language)).filter(|_| is_asked) else {
        return finding;
    };
    for suggested in lexicon.suggest(&words_at(copy, &finding.primary), MOST) {
        let range = finding.primary.range();
        finding = finding.maybe(range, suggested);
    }
    finding
}

/// The words at a place of a copy.
pub fn words_at(copy: &Copy, span: &Span) -> String {
    let passages = passages(copy);
    let text = passages
        .iter()
        .find(|passage| passage.spot == span.spot)
        .map(|passage| &passage.text);
    text.and_then(|text| text.get(span.range())).unwrap_or_default().to_owned()
}

/// The copy once mends are made; what no longer fits is left out.
pub fn mended(copy: &Copy, mends: &[&Mend]) -> Copy {
    let mut by_spot: BTreeMap<&Spot, Vec<&Edit>> = BTreeMap::new();
    for edit in mends.iter().flat_map(|mend| &mend.edits) {
        by_spot.entry(&edit.span.spot).or_default().push(edit);
    }
    let mut copy = copy.clone();
    for (spot, edits) in by_spot {
        match slot(&mut copy, spot) {
            Some(Slot::Plain(text)) => *text = in_plain(text, in_order(edits, |range| text.get(range).is_some())),
            Some(Slot::Running(text)) => {
                let words = letters_of(text);
                *text = in_text(text, &in_order(edits, |range| words.get(range).is_some()));
            }
            None => {}
        }
    }
    copy
}

/// Edits of one text from its beginning on; those that fit nowhere, or over one before, are left out.
fn in_order(mut edits: Vec<&Edit>, fits: impl Fn(Range<usize>) -> bool) -> Vec<&Edit> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    edits.retain(|edit| {
        let is_made = edit.span.start >= end && fits(edit.span.range());
        if is_made {
            end = edit.span.end;
        }
        is_made
    });
    edits
}

/// The letters of a running text; a line break is one byte, as a passage counts it.
fn letters_of(text: &Text) -> String {
    let pieces = text.iter().map(|piece| match piece {
        Inline::Text { text, .. } => text.as_str(),
        Inline::HardBreak { .. } => "\n",
    });
    pieces.collect()
}

/// Where a spot's words are kept.
enum Slot<'a> {
    Plain(&'a mut String),
    Running(&'a mut Text),
}

fn slot<'a>(copy: &'a mut Copy, spot: &Spot) -> Option<Slot<'a>> {
    Some(match spot {
        Spot::Headline => Slot::Plain(&mut copy.headline),
        Spot::Kicker => Slot::Plain(copy.kicker.as_mut()?),
        Spot::ShortHeadline => Slot::Plain(copy.short_headline.as_mut()?),
        Spot::SearchHeadline => Slot::Plain(copy.search_headline.as_mut()?),
        Spot::SocialHeadline => Slot::Plain(copy.social_headline.as_mut()?),
        Spot::AlertHeadline => Slot::Plain(copy.alert_headline.as_mut()?),
        Spot::Description => Slot::Plain(copy.description.as_mut()?),
        Spot::Standfirst => Slot::Running(&mut copy.standfirst),
        Spot::Byline(at) => match copy.byline.get_mut(*at)? {
            Signature::Agency(agency) => Slot::Plain(&mut agency.agency),
            Signature::Person(person) => Slot::Plain(&mut person.name),
        },
        Spot::Dateline => Slot::Plain(copy.dateline.as_mut()?),
        Spot::SourceCredit => Slot::Plain(&mut copy.source_credit.as_mut()?.name),
        Spot::LeadCaption => Slot::Running(&mut copy.lead.as_mut()?.caption),
        Spot::LeadAlt => Slot::Plain(&mut copy.lead.as_mut()?.image.alt),
        Spot::LeadCredit => Slot::Plain(&mut copy.lead.as_mut()?.image.credit),
        Spot::Block { id, part } => in_block(block_named(&mut copy.body, id)?, *part)?,
        Spot::Source(_) => return None,
    })
}

fn block_named<'a>(blocks: &'a mut [Block], id: &str) -> Option<&'a mut Block> {
    let path = path_to(&blocks.iter().collect::<Vec<_>>(), id)?;
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(blocks.get_mut(*first)?, |block, at| block.children_mut().into_iter().nth(*at))
}

/// The way down to a block: its place among those beside it, from the outside in.
fn path_to(blocks: &[&Block], id: &str) -> Option<Vec<usize>> {
    blocks.iter().enumerate().find_map(|(index, block)| {
        let below = if block.id() == id {
            Some(Vec::new())
        } else {
            path_to(&block.children(), id)
        };
        below.map(|below| std::iter::once(index).chain(below).collect())
    })
}

fn in_block(block: &mut Block, part: Part) -> Option<Slot<'_>> {
    Some(match (block, part) {
        (Block::Paragraph(n), Part::Text) => Slot::Running(&mut n.content),
        (Block::Heading(n), Part::Heading) => Slot::Running(&mut n.content),
        (Block::PullQuote(n), Part::PullQuote) => Slot::Running(&mut n.content),
        (Block::PullQuote(n), Part::Speaker) => Slot::Plain(n.attrs.speaker.as_mut()?),
        (Block::Quotation(n), Part::Speaker) => Slot::Plain(n.attrs.speaker.as_mut()?),
        (Block::Image(n), Part::Caption) => Slot::Running(&mut n.content),
        (Block::Image(n), Part::Alt) => Slot::Plain(&mut n.attrs.image.alt),
        (Block::Image(n), Part::Credit) => Slot::Plain(&mut n.attrs.image.credit),
        (Block::Audio(n) | Block::Video(n), Part::Title) => Slot::Plain(&mut n.attrs.title),
        (Block::Audio(n) | Block::Video(n), Part::Credit) => Slot::Plain(&mut n.attrs.credit),
        (Block::Box(n) | Block::Gallery(n), Part::Title) => Slot::Plain(n.attrs.title.as_mut()?),
        (Block::Timeline(n), Part::Title) => Slot::Plain(n.attrs.title.as_mut()?),
        (Block::Table(n), Part::Caption) => Slot::Plain(n.attrs.caption.as_mut()?),
        (Block::Table(n), Part::Source) => Slot::Plain(n.attrs.source.as_mut()?),
        (Block::Table(n), Part::Cell(row, column)) => Slot::Running(&mut n.content.get_mut(row)?.content.get_mut(column)?.content),
        (Block::Embed(n), Part::Label) => Slot::Running(&mut n.content),
        (Block::ReadAlso(n), Part::Label) => Slot::Running(&mut n.content),
        (Block::Correction(n), Part::Label) => Slot::Running(&mut n.content),
        _ => return None,
    })
}

fn in_plain(text: &str, edits: Vec<&Edit>) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        mended.push_str(&text[at..edit.span.start]);
        mended.push_str(&edit.new);
        at = edit.span.end;
    }
    mended.push_str(&text[at..]);
    mended
}

/// New words take the marks of the piece in which their stretch begins; before a line break and at the end, of the one before.
fn in_text(text: &Text, edits: &[&Edit]) -> Text {
    let mut writing = Writing {
        edits,
        begun: false,
        pieces: Vec::with_capacity(text.len()),
    };
    let mut at = 0;
    for piece in text {
        let length = match piece {
            Inline::Text { text, .. } => text.len(),
            Inline::HardBreak { .. } => 1,
        };
        writing.piece(piece, at..at + length);
        at += length;
    }
    let marks = text.last().map(Inline::marks).unwrap_or_default().to_vec();
    let left: String = writing
        .edits
        .iter()
        .skip(usize::from(writing.begun))
        .map(|edit| edit.new.as_str())
        .collect();
    writing.pieces.push(Inline::Text { text: left, marks });
    normal(writing.pieces)
}

/// A running text while edits are made in it, from its beginning on.
struct Writing<'a> {
    edits: &'a [&'a Edit],
    /// The first of the edits is written already, and goes on.
    begun: bool,
    pieces: Vec<Inline>,
}

impl Writing<'_> {
    fn piece(&mut self, piece: &Inline, range: Range<usize>) {
        let mut at = range.start;
        while let Some(edit) = self.edits.first().filter(|edit| edit.span.start < range.end) {
            self.keep(piece, (&range, at..edit.span.start.max(at)));
            if !self.begun {
                self.begun = true;
                self.write(piece, &edit.new);
            }
            at = edit.span.end.clamp(at.max(edit.span.start), range.end);
            if edit.span.end > range.end {
                return;
            }
            self.edits = &self.edits[1..];
            self.begun = false;
        }
        self.keep(piece, (&range, at..range.end));
    }

    fn keep(&mut self, piece: &Inline, (range, kept): (&Range<usize>, Range<usize>)) {
        match piece {
            Inline::Text { text, marks } => self.pieces.push(Inline::Text {
                text: text[kept.start - range.start..kept.end - range.start].to_owned(),
                marks: marks.clone(),
            }),
            Inline::HardBreak { .. } if !kept.is_empty() => self.pieces.push(piece.clone()),
            Inline::HardBreak { .. } => {}
        }
    }

    fn write(&mut self, piece: &Inline, new: &str) {
        let marks = match piece {
            Inline::Text { marks, .. } => marks.clone(),
            Inline::HardBreak { marks } => self.pieces.last().map_or(marks.as_slice(), Inline::marks).to_vec(),
        };
        self.pieces.push(Inline::Text {
            text: new.to_owned(),
            marks,
        });
    }
}
