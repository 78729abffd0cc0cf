//! WebVTT: the cues, their regions and their styles; not the notes, the header's words and what only an editor sees.
//!
//! Source: WebVTT, W3C Candidate Recommendation 4 April 2019, 4 (syntax) and 6.1 (the parser, block by block).

use std::collections::HashSet;

use crate::Uncleanable::{self, Malformed, Unknown};
use crate::vtt_cue;

const ARROW: &str = "-->";

/// A block that a player understands.
enum Block<'a> {
    Style(String),
    Region {
        id: &'a str,
        settings: String,
    },
    Cue {
        id: Option<&'a str>,
        timing: &'a str,
        text: Vec<&'a str>,
    },
}

/// The captions and nothing else, with lines that end in LF.
pub(crate) fn clean(bytes: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Malformed)?;
    let text = text
        .strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .replace('\0', "\u{fffd}");
    let mut lines: Lines<'_> = text.split('\n').peekable();
    let after = lines.next().and_then(|line| line.strip_prefix("WEBVTT")).ok_or(Unknown)?;
    if !(after.is_empty() || after.starts_with([' ', '\t'])) {
        return Err(Unknown);
    }
    while lines.next_if(|line| !line.is_empty() && !line.contains(ARROW)).is_some() {}
    let mut blocks = Vec::new();
    while lines.peek().is_some() {
        blocks.extend(block(&mut lines));
    }
    Ok(written(&blocks).into_bytes())
}

type Lines<'a> = std::iter::Peekable<std::str::Split<'a, char>>;

/// The lines until an empty one, or until one with an arrow that cannot be this block's: it begins the next.
fn block<'a>(lines: &mut Lines<'a>) -> Option<Block<'a>> {
    let mut before: Vec<&str> = Vec::new();
    let mut timing = None;
    let mut text = Vec::new();
    let mut read = 0;
    while let Some(line) = lines.next_if(|line| !line.contains(ARROW) || (read < 2 && timing.is_none())) {
        read += 1;
        match line {
            "" => break,
            line if line.contains(ARROW) => timing = vtt_cue::times(line).map(|_| line),
            line if timing.is_some() => text.push(line),
            line => before.push(line),
        }
    }
    match (timing, before.split_first()) {
        (Some(timing), id) => Some(Block::Cue {
            id: id.map(|(id, _)| *id),
            timing,
            text,
        }),
        (None, Some((name, rest))) => definition(name, rest),
        (None, None) => None,
    }
}

fn definition<'a>(name: &str, lines: &[&'a str]) -> Option<Block<'a>> {
    match name.trim_end_matches([' ', '\t']) {
        "STYLE" => Some(without_comments(&lines.join("\n")))
            .filter(|style| !style.is_empty())
            .map(Block::Style),
        "REGION" => {
            let (id, settings) = vtt_cue::region(lines)?;
            Some(Block::Region { id, settings })
        }
        _ => None,
    }
}

/// Each comment as one space, so that what it parted stays apart, and no line that is empty then.
fn without_comments(style: &str) -> String {
    let mut kept = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(sign) = rest.chars().next() {
        let length = match sign {
            '/' if rest.starts_with("/*") => {
                kept.push(' ');
                rest = rest
                    .get(2..)
                    .and_then(|comment| comment.split_once("*/"))
                    .map_or("", |(_, after)| after);
                continue;
            }
            '"' | '\'' => quoted(rest, sign),
            // An escape takes the next character with it, which is then no quotation mark.
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            _ => sign.len_utf8(),
        };
        let (taken, after) = rest.split_at(length);
        kept.push_str(taken);
        rest = after;
    }
    kept.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// The length of a string in a style; the line's end ends it too.
fn quoted(style: &str, mark: char) -> usize {
    let mut is_escaped = false;
    for (index, sign) in style.char_indices().skip(1) {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '\n' => return index,
            sign if sign == mark => return index + sign.len_utf8(),
            _ => {}
        }
    }
    style.len()
}

fn written(blocks: &[Block<'_>]) -> String {
    let styled: HashSet<&str> = blocks
        .iter()
        .filter_map(|block| if let Block::Style(style) = block { Some(style) } else { None })
        .flat_map(|style| named_by(style))
        .collect();
    let regions: HashSet<&str> = blocks
        .iter()
        .filter_map(|block| if let Block::Region { id, .. } = block { Some(*id) } else { None })
        .collect();
    let mut out = "WEBVTT\n".to_owned();
    for block in blocks {
        out.push('\n');
        match block {
            Block::Style(style) => push_lines(&mut out, &["STYLE", style]),
            Block::Region { settings, .. } => push_lines(&mut out, &["REGION", settings]),
            Block::Cue { id, timing, text } => {
                push_lines(&mut out, &id.filter(|id| styled.contains(id)).into_iter().collect::<Vec<_>>());
                push_lines(&mut out, &[&vtt_cue::written(timing, &regions)]);
                push_lines(&mut out, text);
            }
        }
    }
    out
}

/// What a style calls by `#`; some of it are colours.
fn named_by(style: &str) -> impl Iterator<Item = &str> {
    let ends = |sign: char| sign.is_whitespace() || ")(.:,;[]{}>+~#\"'\\".contains(sign);
    style.split('#').skip(1).filter_map(move |after| after.split(ends).next())
}

fn push_lines(out: &mut String, lines: &[&str]) {
    for line in lines {
        out.push_str(line);
        out.push('\n');
    }
}
