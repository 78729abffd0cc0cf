//! From a file's text to a manuscript, or to the place where it cannot be read.

use super::blocks::{self, Source};
use super::front_matter::{self, FrontMatter, place};
use super::{Defaults, Malformed, Manuscript};
use crate::body::{Block, Body, each_block_mut};
use crate::clock::Instant;
use crate::copy::Copy;
use crate::settled::settle;
use crate::text::words_of;
use crate::words::{Access, Kind};

/// Reads a manuscript. What is kept is settled: NFC, normal texts, ids given.
pub fn read(file: &str, defaults: &Defaults) -> Result<Manuscript, Malformed> {
    let file = file
        .strip_prefix('\u{feff}')
        .unwrap_or(file)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    if let Some(offset) = file.find('\0') {
        return Err(Malformed::at_offset(
            &file,
            offset,
            1,
            "the file holds a NUL character; it may not be a text file",
        ));
    }
    let (yaml, body, body_line) = split(&file)?;
    let matter = front_matter::read(yaml, 2)?;
    let definitions = blocks::definitions_in(body);
    let blocks = blocks::read(&Source {
        text: body,
        first_line: body_line,
        definitions: &definitions,
        depth: 0,
    })?;
    assemble(matter, blocks, defaults)
}

/// Front matter, body, and the body's first line.
fn split(file: &str) -> Result<(&str, &str, usize), Malformed> {
    let Some(rest) = file.strip_prefix("---\n").or_else(|| (file.trim_end() == "---").then_some("")) else {
        return Ok(("", file, 1));
    };
    let mut at = 0;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        if matches!(line.trim_end(), "---" | "...") {
            return Ok((&rest[..at], &rest[at + line.len()..], index + 3));
        }
        at += line.len();
    }
    Err(Malformed::at_line(
        1,
        "the front matter is not closed: a second line `---` is missing",
    ))
}

fn assemble(matter: FrontMatter, mut body: Body, defaults: &Defaults) -> Result<Manuscript, Malformed> {
    let headline = headline(&matter, &mut body)?;
    let id = match &matter.id {
        Some(id) => {
            Some(uuid::Uuid::try_parse(id.value.trim()).map_err(|_| malformed_at(id, "`id` is a UUID; leave it out if there is none"))?)
        }
        None => None,
    };
    let published = matter.published.as_ref().map(|text| instant(text, &defaults.zone)).transpose()?;
    let address = matter
        .address
        .as_ref()
        .map(|text| crate::address::checked(&text.value).map_err(|refused| malformed_at(text, &refused.to_string())));
    name_blocks(&mut body, &matter.blocks);
    refuse_control_characters(&matter)?;
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
        published,
        address: address.transpose()?,
        copy: copy_of(matter, headline, body, defaults)?,
    })
}

fn copy_of(matter: FrontMatter, headline: String, body: Body, defaults: &Defaults) -> Result<Copy, Malformed> {
    let standfirst = match &matter.standfirst {
        Some(text) => blocks::read_text(&text.value, place(text, 2).0)?,
        None => Vec::new(),
    };
    let lead = match matter.lead {
        Some(lead) => {
            let line = place(&lead, 2).0;
            Some(lead.value.into_lead(line)?)
        }
        None => None,
    };
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
        byline: matter.byline.into_iter().map(Into::into).collect(),
        dateline: matter.dateline,
        source_credit: matter.source_credit.map(Into::into),
        lead,
        body,
        ..Copy::headed(headline, matter.language.unwrap_or_else(|| defaults.language.clone()))
    };
    settle(copy).map_err(|unsettled| Malformed::at_line(1, unsettled.to_string()))
}

/// The headline of the front matter, else the body's first heading of level 1, which then leaves the body.
fn headline(matter: &FrontMatter, body: &mut Body) -> Result<String, Malformed> {
    let first = match body.first() {
        Some(Block::Heading(heading)) if heading.attrs.level <= 1 => Some(words_of(&heading.content)),
        _ => None,
    };
    let headline = match (&matter.headline, first) {
        (Some(headline), Some(first)) if first.trim() == headline.value.trim() => {
            body.remove(0);
            headline.value.clone()
        }
        (Some(headline), _) => headline.value.clone(),
        (None, Some(first)) => {
            body.remove(0);
            first
        }
        (None, None) => {
            return Err(Malformed::at_line(
                1,
                "there is no headline: write `headline: …` in the front matter, or begin with a line `# Headline`",
            ));
        }
    };
    for block in body.iter_mut() {
        if let Block::Heading(heading) = block {
            heading.attrs.level = heading.attrs.level.clamp(2, 4);
        }
    }
    if headline.trim().is_empty() {
        let (line, column) = matter.headline.as_ref().map_or((1, 1), |text| place(text, 2));
        return Err(Malformed {
            line,
            column,
            message: "the headline is empty; an article needs one".into(),
        });
    }
    Ok(headline)
}

/// Names outside the copy are text too: what no page can show and no database keeps is refused.
fn refuse_control_characters(matter: &FrontMatter) -> Result<(), Malformed> {
    let single = [
        ("section", &matter.section),
        ("series", &matter.series),
        ("translation_set", &matter.translation_set),
    ];
    let lists = [("dossiers", &matter.dossiers), ("topics", &matter.topics)];
    let all = single.into_iter().flat_map(|(key, name)| name.iter().map(move |name| (key, name)));
    let all = all.chain(lists.into_iter().flat_map(|(key, names)| names.iter().map(move |name| (key, name))));
    match all.into_iter().find(|(_, name)| name.chars().any(|c| c.is_control() && c != '\t')) {
        Some((key, _)) => Err(Malformed::at_line(
            1,
            format!("`{key}` holds a control character that no page can show; remove it"),
        )),
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
fn instant(text: &serde_saphyr::Spanned<String>, zone: &jiff::tz::TimeZone) -> Result<Instant, Malformed> {
    let value = text.value.trim();
    if let Ok(timestamp) = value.parse::<jiff::Timestamp>() {
        return Ok(timestamp.into());
    }
    let local = value
        .parse::<jiff::civil::DateTime>()
        .or_else(|_| value.parse::<jiff::civil::Date>().map(|day| day.at(0, 0, 0, 0)));
    let local = local.map_err(|_| malformed_at(text, "this is no date; write `2026-11-22 18:05`, or `2026-11-22T18:05:00+01:00`"))?;
    let ambiguous = zone.to_ambiguous_timestamp(local);
    if ambiguous.is_ambiguous() {
        let message =
            "on that day the clocks change and this time comes twice or never; write it with its offset, as in `2026-10-25T02:30:00+01:00`";
        return Err(malformed_at(text, message));
    }
    let timestamp = ambiguous
        .unambiguous()
        .map_err(|_| malformed_at(text, "this time is out of range"))?;
    Ok(timestamp.into())
}

fn malformed_at<T>(spanned: &serde_saphyr::Spanned<T>, message: &str) -> Malformed {
    let (line, column) = place(spanned, 2);
    Malformed {
        line,
        column,
        message: message.to_owned(),
    }
}
