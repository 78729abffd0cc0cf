//! From a file's text to a manuscript, or to the place where it cannot be read.

use super::blocks;
use super::front_matter::{self, FrontMatter, Placed};
use super::head_words;
use super::heads;
use super::loose::{self, Field};
use super::origin::Origins;
use super::reading::{BlockOrigins, How, Manner, Reading, Source};
use super::refused::{ManuscriptRefused, UnfitName};
use super::{Defaults, Malformed, Manuscript, Told};
use crate::body::{Block, Body, each_block_mut};
use crate::clock::Instant;
use crate::copy::Copy;
use crate::headline::{self, HeadlineMark};
use crate::markup::NotRead;
use crate::settled::{Reason, Unsettled, settle, settle_loosely};
use crate::spot::Spot;
use crate::text::words_of;
use crate::unfit::{self, Unfit};
use crate::words::{Access, Kind};

/// Where the texts of a file stood in it, once its line ends were made one.
#[derive(Debug, Default)]
pub(crate) struct Whereabouts {
    /// The passages of the front matter.
    pub(crate) fields: Vec<Field>,
    /// The headline, when it stood in the body.
    pub(crate) headline: Option<Origins>,
    /// In the standfirst's value.
    pub(crate) standfirst: Origins,
    /// In the lead caption's value.
    pub(crate) caption: Origins,
    /// In document order.
    pub(crate) blocks: Vec<BlockOrigins>,
    /// What was not read, and at which offset.
    pub(crate) told: Vec<(usize, NotRead)>,
}

/// Reads a manuscript. What is kept is settled: NFC, normal texts, ids given.
pub fn read(file: &str, defaults: &Defaults) -> Result<Manuscript, Malformed> {
    Ok(read_in(Manner::Strict, &plain_lines(file), defaults)?.0)
}

/// The same, with what stands in the file and is no part of it: whoever wrote it is told.
pub fn read_and_tell(file: &str, defaults: &Defaults) -> Result<(Manuscript, Vec<Told>), Malformed> {
    let file = plain_lines(file);
    let (manuscript, whereabouts) = read_in(Manner::Strict, &file, defaults)?;
    Ok((manuscript, placed(&file, whereabouts.told)))
}

/// Lines and columns of what was told; the same on one line is told once.
fn placed(file: &str, mut told: Vec<(usize, NotRead)>) -> Vec<Told> {
    told.sort_by_key(|(at, _)| *at);
    let (mut line, mut column, mut from) = (1, 1, 0);
    let mut placed: Vec<Told> = Vec::new();
    for (at, not_read) in told {
        let between = &file[from..at.clamp(from, file.len())];
        from += between.len();
        line += between.matches('\n').count();
        column = match between.rsplit_once('\n') {
            Some((_, behind)) => behind.chars().count() + 1,
            None => column + between.chars().count(),
        };
        let on_this_line = placed.iter().rev().take_while(|told| told.line == line).take(8);
        if !on_this_line.into_iter().any(|told| told.not_read == not_read) {
            placed.push(Told { line, column, not_read });
        }
    }
    placed
}

/// Reads the markup in the texts of the head that are words alone; what is told stands on the line of its key.
fn read_head_words(matter: &mut FrontMatter, fields: &mut [Field], how: &How) -> (Vec<(&'static str, NotRead)>, Vec<HeadlineMark>) {
    let (mut told, mut marks) = (Vec::new(), Vec::new());
    let mut read = |key: &'static str, spot: Spot, value: &mut String| {
        let Some(read) = head_words::read(value, how) else { return };
        value.clone_from(&read.words.text);
        told.extend(read.told.into_iter().map(|not_read| (key, not_read)));
        if spot == Spot::Headline {
            marks = read.marks;
        }
        for field in fields.iter_mut().filter(|field| field.spot == spot) {
            field.origins = read.words.through(&field.origins);
        }
    };
    if let Some(headline) = &mut matter.headline {
        read("headline", Spot::Headline, &mut headline.value);
    }
    let others = [
        ("kicker", Spot::Kicker, &mut matter.kicker),
        ("short_headline", Spot::ShortHeadline, &mut matter.short_headline),
        ("search_headline", Spot::SearchHeadline, &mut matter.search_headline),
        ("social_headline", Spot::SocialHeadline, &mut matter.social_headline),
        ("alert_headline", Spot::AlertHeadline, &mut matter.alert_headline),
        ("description", Spot::Description, &mut matter.description),
    ];
    for (key, spot, value) in others {
        if let Some(value) = value {
            read(key, spot, value);
        }
    }
    (told, marks)
}

/// Where the line of a key of the head begins; a headline may be called a title there.
fn line_of_key(file: &str, key: &str) -> usize {
    let is_it = |line: &str| {
        let name = line.split(':').next().unwrap_or_default();
        name == key || (key == "headline" && name == "title")
    };
    let mut begins = 0;
    for line in file.split_inclusive('\n') {
        if is_it(line) {
            return begins;
        }
        begins += line.len();
    }
    0
}

/// How many blocks begin before an offset.
fn blocks_before(body: &Body, end: usize, reading: &Reading) -> Option<u32> {
    let before = body.iter().filter(|block| reading.place_of(block.id()).is_some_and(|at| at < end));
    u32::try_from(before.count()).ok().filter(|count| *count > 0)
}

/// Reads what may be no manuscript of the paper's: a headline, credits and a pickup's outlet may be missing, the keys
/// of other systems are taken for the paper's, and unknown ones passed over. With what is no part of it, as above.
pub fn read_loosely(file: &str, defaults: &Defaults) -> Result<(Manuscript, Vec<Told>), Malformed> {
    let file = plain_lines(file);
    let (manuscript, whereabouts) = locate(&file, defaults)?;
    Ok((manuscript, placed(&file, whereabouts.told)))
}

/// The same, with where each text stood. The file has plain line ends.
pub(crate) fn locate(file: &str, defaults: &Defaults) -> Result<(Manuscript, Whereabouts), Malformed> {
    read_in(Manner::Loose, file, defaults)
}

/// The file without a byte order mark, a line feed at every line's end.
pub(crate) fn plain_lines(file: &str) -> String {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    file.replace("\r\n", "\n").replace('\r', "\n")
}

fn read_in(manner: Manner, file: &str, defaults: &Defaults) -> Result<(Manuscript, Whereabouts), Malformed> {
    refuse_unfit_characters(manner, file)?;
    if let Some(head) = heads::foreign(file).filter(|_| manner == Manner::Strict) {
        return Err(Malformed::at_line(1, ManuscriptRefused::AnotherHead(head.form.to_owned())));
    }
    let (yaml, text, first_line) = split(file)?;
    let (mut matter, mut fields) = match manner {
        Manner::Strict => (front_matter::read(yaml, 2)?, Vec::new()),
        Manner::Loose => loose::read(yaml, file.find('\n').map_or(0, |at| at + 1))?,
    };
    if manner == Manner::Strict {
        matter.without_comments();
    }
    let definitions = blocks::definitions_in(text);
    let how = How {
        manner,
        language: matter.language.clone().unwrap_or_else(|| defaults.language.clone()),
        markup: defaults.markup,
        footnotes: definitions.footnotes.clone(),
    };
    let (told_of_the_head, marks) = read_head_words(&mut matter, &mut fields, &how);
    let told_of_the_head = told_of_the_head
        .into_iter()
        .map(|(key, not_read)| (line_of_key(file, key), not_read))
        .collect();
    let reading = Reading::new(definitions, how.clone(), blocks::read);
    let mut source = Source::alone(text, first_line, &reading);
    source.base = file.len() - text.len();
    let mut body = blocks::read(&source)?;
    let begins = first_line + text.lines().take_while(|line| line.trim().is_empty()).count();
    let Headed {
        headline,
        from_body,
        marks_in_body,
    } = headline(&matter, &mut body, &Opening { begins, manner })?;
    let marks = if matter.headline.is_some() { marks } else { marks_in_body };
    if let Some(end) = reading.teaser_ends().filter(|_| matter.teaser_ends_after.is_none()) {
        matter.teaser_ends_after = blocks_before(&body, end, &reading);
    }
    let mut whereabouts = Whereabouts {
        fields,
        told: [told_of_the_head, reading.take_told()].concat(),
        headline: from_body.and_then(|id| reading.take(&id).texts.pop()),
        ..Whereabouts::default()
    };
    each_block_mut(&mut body, &mut |block| {
        let id = std::mem::take(block.id_mut());
        whereabouts.blocks.push(reading.take(&id));
    });
    let manuscript = assemble(
        matter,
        Words { headline, marks, body },
        &mut Assembly {
            how,
            defaults,
            file,
            whereabouts: &mut whereabouts,
        },
    )?;
    Ok((manuscript, whereabouts))
}

/// Where the body of a file with plain line ends begins.
pub(crate) fn body_at(file: &str) -> usize {
    split(file).map_or(0, |(_, body, _)| file.len() - body.len())
}

/// Front matter, body, and the body's first line.
fn split(file: &str) -> Result<(&str, &str, usize), Malformed> {
    let (first, rest) = file.split_once('\n').unwrap_or((file, ""));
    if first.trim_end() != "---" {
        return Ok(("", file, 1));
    }
    let mut at = 0;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok((&rest[..at], &rest[at + line.len()..], index + 3));
        }
        at += line.len();
    }
    Err(Malformed::at_line(1, ManuscriptRefused::OpenHead))
}

/// What a manuscript says besides its front matter.
struct Words {
    headline: String,
    marks: Vec<HeadlineMark>,
    body: Body,
}

/// The headline; if it stood in the body, its block there and its marks.
struct Headed {
    headline: String,
    from_body: Option<String>,
    marks_in_body: Vec<HeadlineMark>,
}

/// How a body opens: on which line of the file, and how it is read.
struct Opening {
    begins: usize,
    manner: Manner,
}

/// What a manuscript is put together with.
struct Assembly<'a> {
    how: How,
    defaults: &'a Defaults,
    file: &'a str,
    whereabouts: &'a mut Whereabouts,
}

impl Assembly<'_> {
    /// Tells what a text of the front matter holds and is not read, at its line.
    fn tell(&mut self, line: usize, told: Vec<NotRead>) {
        let begins: usize = self.file.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let told = told.into_iter().map(|not_read| (begins, not_read));
        self.whereabouts.told.splice(0..0, told);
    }

    /// What cannot be read is refused, or passed over in a loose reading.
    fn read<T>(
        &self,
        text: Option<&Placed<String>>,
        read: impl FnOnce(&Placed<String>) -> Result<T, Malformed>,
    ) -> Result<Option<T>, Malformed> {
        match text.map(read).transpose() {
            Err(_) if self.how.manner == Manner::Loose => Ok(None),
            other => other,
        }
    }
}

fn assemble(mut matter: FrontMatter, mut words: Words, assembly: &mut Assembly<'_>) -> Result<Manuscript, Malformed> {
    let stage = matter.take_stage();
    let zone = &assembly.defaults.zone;
    let id = assembly.read(matter.id.as_ref(), |id| {
        uuid::Uuid::try_parse(id.value.trim()).map_err(|_| id.malformed(ManuscriptRefused::NoUuid))
    })?;
    let published = assembly.read(matter.published.as_ref(), |text| instant(text, zone))?;
    let address = assembly.read(matter.address.as_ref(), |text| {
        crate::address::checked(&text.value).map_err(|refused| text.malformed(refused))
    });
    name_blocks(&mut words.body, &matter.blocks);
    if assembly.how.manner == Manner::Strict {
        refuse_unfit_names(&matter)?;
    }
    let (section, dossiers, series, topics) = (
        matter.section.clone(),
        matter.dossiers.clone(),
        matter.series.clone(),
        matter.topics.clone(),
    );
    Ok(Manuscript {
        id,
        section,
        dossiers,
        series,
        topics,
        access: matter.access.unwrap_or(Access::Everyone),
        teaser_ends_after: matter.teaser_ends_after,
        translation_set: matter.translation_set.clone(),
        pinned: matter.pinned,
        stage,
        published,
        address: address?,
        copy: copy_of(matter, words, assembly)?,
    })
}

fn copy_of(matter: FrontMatter, words: Words, assembly: &mut Assembly<'_>) -> Result<Copy, Malformed> {
    let mut standfirst = Vec::new();
    if let Some(text) = &matter.standfirst {
        let read = blocks::read_text(&text.value, text.line, &assembly.how)?;
        assembly.tell(text.line, read.told);
        (standfirst, assembly.whereabouts.standfirst) = (read.text, read.origins);
    }
    let mut lead = None;
    if let Some(entry) = matter.lead {
        let (picture, caption) = entry.value.into_lead(entry.line, &assembly.how)?;
        assembly.tell(entry.line, caption.told);
        assembly.whereabouts.caption = caption.origins;
        lead = Some(picture);
    }
    let copy = Copy {
        kind: matter.kind.unwrap_or(Kind::News),
        kicker: matter.kicker,
        status: matter.status,
        short_headline: matter.short_headline,
        search_headline: matter.search_headline,
        social_headline: matter.social_headline,
        alert_headline: matter.alert_headline,
        description: matter.description,
        standfirst,
        byline: matter.byline,
        dateline: matter.dateline,
        source_credit: matter.source_credit,
        lead,
        headline_marks: words.marks,
        body: words.body,
        ..Copy::headed(
            words.headline,
            matter.language.unwrap_or_else(|| assembly.defaults.language.clone()),
        )
    };
    let settled = match assembly.how.manner {
        Manner::Strict => settle(copy),
        Manner::Loose => settle_loosely(copy),
    };
    settled.map_err(|unsettled| assembly.malformed(unsettled))
}

/// The headline of the front matter, else the heading of level 1 with which the body begins: it
/// then leaves the body, and its id is answered too.
fn headline(matter: &FrontMatter, body: &mut Body, opening: &Opening) -> Result<Headed, Malformed> {
    let Opening { begins, manner } = *opening;
    let mut marks_in_body = Vec::new();
    let first = match body.first() {
        Some(Block::Heading(heading)) if heading.attrs.level <= 1 => {
            marks_in_body = headline::marks_of(&heading.content);
            Some((words_of(&heading.content), heading.attrs.id.clone()))
        }
        _ => None,
    };
    let found = match (&matter.headline, first) {
        (Some(headline), Some((first, _))) if first.trim() == headline.value.trim() => {
            body.remove(0);
            (headline.value.clone(), None)
        }
        (Some(headline), _) => (headline.value.clone(), None),
        (None, Some((first, id))) => {
            body.remove(0);
            (first, Some(id))
        }
        (None, None) if manner == Manner::Loose => (String::new(), None),
        (None, None) => {
            return Err(Malformed::at_line(1, ManuscriptRefused::NoHeadline));
        }
    };
    for block in body.iter_mut() {
        if let Block::Heading(heading) = block {
            heading.attrs.level = heading.attrs.level.clamp(2, 6);
        }
    }
    if !unfit::is_seen(&found.0) && manner == Manner::Strict {
        let is_empty = found.0.trim().is_empty();
        let reason = if is_empty { Reason::NoHeadline } else { Reason::UnseenHeadline };
        let refused = matter.headline.as_ref().map(|text| text.malformed(reason.clone()));
        return Err(refused.unwrap_or_else(|| Malformed::at_line(begins, reason)));
    }
    let (headline, from_body) = found;
    Ok(Headed {
        headline,
        from_body,
        marks_in_body,
    })
}

/// What may stand nowhere in a manuscript is shown where it stands. A loose reading goes on where a text can be read.
fn refuse_unfit_characters(manner: Manner, file: &str) -> Result<(), Malformed> {
    if let Some(offset) = file.find('\0') {
        return Err(Malformed::at_offset(file, offset, ManuscriptRefused::Nul));
    }
    match unfit::character(file).filter(|_| manner == Manner::Strict) {
        Some((offset, unfit)) => Err(Malformed::at_offset(file, offset, unfit)),
        None => Ok(()),
    }
}

impl Assembly<'_> {
    /// What is wrong with the copy, at the place in the file that it is about, as far as that can be told.
    fn malformed(&self, unsettled: Unsettled) -> Malformed {
        let found = match &unsettled.reason {
            Reason::Unfit(Unfit::Unclosed(..)) => unfit::unclosed_anywhere(self.file),
            _ => None,
        };
        match found {
            Some(offset) => Malformed::at_offset(self.file, offset, unsettled.reason),
            None => Malformed::at_line(1, unsettled),
        }
    }
}

/// Names outside the copy are text too: what no page can show and no database keeps is refused.
fn refuse_unfit_names(matter: &FrontMatter) -> Result<(), Malformed> {
    let single = [
        ("section", &matter.section),
        ("series", &matter.series),
        ("translation_set", &matter.translation_set),
    ];
    let lists = [("dossiers", &matter.dossiers), ("topics", &matter.topics)];
    let all = single.into_iter().flat_map(|(key, name)| name.iter().map(move |name| (key, name)));
    let all = all.chain(lists.into_iter().flat_map(|(key, names)| names.iter().map(move |name| (key, name))));
    let mut found = all.into_iter().filter_map(|(key, name)| Some((key, unfit::in_a_name(name)?)));
    match found.next() {
        Some((key, unfit)) => Err(Malformed::at_line(1, UnfitName { key, unfit })),
        None => Ok(()),
    }
}

/// Gives the blocks the ids that the file lists; a list that no longer fits the body is left aside.
fn name_blocks(body: &mut Body, ids: &[String]) {
    let mut count = 0;
    each_block_mut(body, &mut |_| count += 1);
    let is_id = |id: &String| (2..=12).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if count != ids.len() || !ids.iter().all(is_id) {
        return;
    }
    let mut ids = ids.iter();
    each_block_mut(body, &mut |block| {
        if let Some(id) = ids.next() {
            id.clone_into(block.id_mut());
        }
    });
}

/// An instant with an offset, or a local time of the paper; a time that the clocks skip is refused.
fn instant(text: &Placed<String>, zone: &jiff::tz::TimeZone) -> Result<Instant, Malformed> {
    let value = text.value.trim();
    if let Ok(timestamp) = value.parse::<jiff::Timestamp>() {
        return Ok(timestamp.into());
    }
    let local = value
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| value.parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0)));
    let local = local.map_err(|_| text.malformed(ManuscriptRefused::NoDate))?;
    let ambiguous = zone.to_ambiguous_timestamp(local);
    if ambiguous.is_ambiguous() {
        return Err(text.malformed(ManuscriptRefused::TwiceOrNever));
    }
    let timestamp = ambiguous.unambiguous().map_err(|_| text.malformed(ManuscriptRefused::OutOfRange))?;
    Ok(timestamp.into())
}
