//! What Markdown makes of a text: code, links, and what stands at the edges of its lines.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::mask::Mask;
use crate::markdown::mail_around;
use crate::markdown::syntax::{self, Fence};

/// Code between backticks, between fences, behind an indentation.
pub(super) fn close_code(text: &str, body: usize, mask: &mut Mask) {
    for (event, range) in events(text, body) {
        if matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))) {
            mask.close(range);
        }
    }
}

/// Addresses of letter boxes, which are links.
pub(super) fn close_letter_boxes(text: &str, mask: &mut Mask) {
    for (at, _) in text.match_indices('@') {
        if let Some((begins, ends)) = mail_around(text, at) {
            mask.close(begins..ends);
        }
    }
}

/// A link or a picture that is open.
struct Open {
    whole: Range<usize>,
    has_caption: bool,
    /// Where its words end, as far as they were met.
    last: usize,
}

impl Open {
    fn of(whole: &Range<usize>, opening: &str, has_caption: bool) -> Self {
        Self {
            whole: whole.clone(),
            has_caption,
            last: whole.start + opening.len(),
        }
    }
}

/// Everything of a link and of a picture but its words: address, brackets, the title of a link. The title of a picture
/// is its caption.
pub(super) fn close_links(text: &str, body: usize, mask: &mut Mask) {
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in events(text, body) {
        match event {
            Event::FootnoteReference(_) => mask.close(range),
            Event::Start(Tag::Link { .. }) => open.push(Open::of(&range, "[", false)),
            Event::Start(Tag::Image { title, .. }) => open.push(Open::of(&range, "![", !title.is_empty())),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(closed) = open.pop() {
                    close_around(text, mask, &closed);
                }
            }
            _ => {
                for around in &mut open {
                    around.last = range.end.max(around.last);
                }
            }
        }
    }
}

/// Closes what opens a link or a picture and what follows its last word.
fn close_around(text: &str, mask: &mut Mask, link: &Open) {
    let Open { whole, has_caption, last } = link;
    let opening = if text[whole.start..].starts_with("![") { 2 } else { 1 };
    mask.close(whole.start..whole.start + opening);
    let tail = *last.min(&whole.end)..whole.end;
    match caption_in(text, &tail).filter(|_| *has_caption) {
        Some(caption) => {
            mask.close(tail.start..caption.start);
            mask.close(caption.end..tail.end);
        }
        None => mask.close(tail),
    }
}

/// The title in `](address "title")`.
fn caption_in(text: &str, tail: &Range<usize>) -> Option<Range<usize>> {
    let inside = text.get(tail.clone())?.strip_suffix(')')?.trim_end();
    let closing = inside.chars().next_back().filter(|sign| matches!(sign, '"' | '\'' | ')'))?;
    let opening = if closing == ')' { '(' } else { closing };
    let inside = &inside[..inside.len() - 1];
    // Behind the address: a quotation mark with a space before it.
    let begins = inside
        .char_indices()
        .find(|(at, sign)| *sign == opening && inside[..*at].ends_with([' ', '\n', '\t']))?
        .0;
    Some(tail.start + begins + 1..tail.start + inside.len())
}

fn events(text: &str, body: usize) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let rest = text.get(body..).unwrap_or_default();
    let events = Parser::new_ext(rest, syntax::options()).into_offset_iter();
    events.map(move |(event, range)| (event, range.start + body..range.end + body))
}

/// Fenced code and code between backticks where nothing else is Markdown.
pub(super) fn close_fences(text: &str, mask: &mut Mask) {
    let (mut begins, mut open) = (0, None::<(Fence, usize)>);
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        match open {
            Some((fence, from)) if fence.is_closed_by(content) => {
                mask.close(from..begins + line.len());
                open = None;
            }
            Some(_) => {}
            None => match Fence::opened_by(content) {
                Some(fence) => open = Some((fence, begins)),
                None => close_ticks(line, begins, mask),
            },
        }
        begins += line.len();
    }
}

fn close_ticks(line: &str, begins: usize, mask: &mut Mask) {
    let ticks: Vec<usize> = line.match_indices('`').map(|(at, _)| at).collect();
    for pair in ticks.chunks_exact(2) {
        mask.close(begins + pair[0]..begins + pair[1] + 1);
    }
}

/// What stands at the beginning and at the end of lines, and the lines that are nothing but form.
pub(super) fn close_lines(text: &str, body: usize, mask: &mut Mask) {
    close_edges(text, mask);
    let mut begins = body;
    for line in text.get(body..).unwrap_or_default().split_inclusive('\n') {
        close_line(line, begins, mask);
        begins += line.len();
    }
}

/// Indentation, and the two spaces that break a line.
pub(super) fn close_edges(text: &str, mask: &mut Mask) {
    let mut begins = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches('\n');
        let indent = bare.len() - bare.trim_start_matches([' ', '\t']).len();
        mask.close(begins..begins + indent);
        let words = bare.trim_end_matches(' ').len();
        if bare.len() - words >= 2 {
            mask.close(begins + words..begins + bare.len());
        }
        begins += line.len();
    }
}

fn close_line(line: &str, begins: usize, mask: &mut Mask) {
    let content = line.trim();
    let start = begins + (line.len() - line.trim_start().len());
    if is_form(content) {
        mask.close(begins..begins + line.len());
        return;
    }
    mask.close(start..start + markers(content));
    if let Some(label) = label(content) {
        // The text of a footnote is prose, the address of a link is not.
        let is_note = content.starts_with("[^");
        mask.close(start..if is_note { start + label } else { begins + line.len() });
    }
    close_braces(line, begins, mask);
}

/// Whether a line is form alone: a fence, a rule, the line under a heading, that between a table's head and its rows, the
/// opening of a directive or of an admonition, a module that is imported.
fn is_form(content: &str) -> bool {
    let is_rule = content.len() >= 3 && content.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | ' ' | '|' | ':' | '+'));
    let opens = ["```", "~~~", ":::", "!!! ", "??? ", "???+ ", "=== \"", "=== '", ".. "];
    let is_module = (content.starts_with("import ") || content.starts_with("export ")) && content.contains(['\'', '"', '{', '=']);
    is_rule || opens.iter().any(|mark| content.starts_with(mark)) || is_module
}

/// The length of the marks of lists, quotations and headings with which a line begins.
fn markers(content: &str) -> usize {
    let mut rest = content;
    loop {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let mark = if digits > 0 && rest[digits..].starts_with(['.', ')']) {
            digits + 1
        } else if rest.starts_with(['-', '+', '*', '>']) {
            1
        } else {
            rest.len() - rest.trim_start_matches('#').len()
        };
        let behind = &rest[mark..];
        let is_mark = mark > 0 && (behind.is_empty() || behind.starts_with([' ', '\t']) || rest.starts_with('>'));
        if !is_mark {
            return content.len() - rest.len();
        }
        rest = behind.trim_start_matches([' ', '\t']);
        for check in ["[ ] ", "[x] ", "[X] "] {
            rest = rest.strip_prefix(check).unwrap_or(rest);
        }
    }
}

/// The length of `[label]:` with which a line begins.
fn label(content: &str) -> Option<usize> {
    let inside = content.strip_prefix('[')?;
    let end = inside.find("]:")?;
    (!inside[..end].contains(['[', ']'])).then_some(end + 3)
}

/// Attributes in braces, and the labels of links that are defined nowhere.
fn close_braces(line: &str, begins: usize, mask: &mut Mask) {
    for (opening, closing) in [("{", '}'), ("][", ']')] {
        let mut from = 0;
        while let Some(at) = line[from..].find(opening).map(|at| from + at) {
            let behind = at + opening.len();
            match line[behind..].find(closing) {
                Some(end) => {
                    mask.close(begins + at..begins + behind + end + 1);
                    from = behind + end + 1;
                }
                None => break,
            }
        }
    }
}
