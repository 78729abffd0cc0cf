//! Signs that are no prose whatever stands around them: HTML, the codes of templates and of other systems, addresses.

use std::collections::HashSet;
use std::ops::Range;

use super::mask::Mask;

/// Elements whose content is code, or means nothing as prose.
const RAW: [&str; 14] = [
    "script", "style", "pre", "code", "textarea", "svg", "math", "kbd", "samp", "tt", "var", "template", "noscript", "iframe",
];
/// Template codes whose content is code: what opens them, to what closes them.
const CODE_NAMES: [&str; 12] = [
    "highlight",
    "code",
    "codeblock",
    "raw",
    "verbatim",
    "sourcecode",
    "mermaid",
    "math",
    "katex",
    "php",
    "html",
    "uml",
];
/// Brackets of templates: Liquid, Jinja, Handlebars, Hugo; ERB, EJS; JavaScript's template strings; wikis; mathematics.
const BRACKETS: [(&str, &str); 9] = [
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("<%", "%>"),
    ("${", "}"),
    ("[[", "]]"),
    ("$$", "$$"),
    ("\\(", "\\)"),
    ("\\[", "\\]"),
];
/// Codes of WordPress and of forums that stand alone, with words behind their name that are no attributes.
const CODES: [&str; 28] = [
    "audio",
    "b",
    "caption",
    "code",
    "color",
    "contact",
    "embed",
    "facebook",
    "gallery",
    "gist",
    "i",
    "img",
    "instagram",
    "list",
    "map",
    "playlist",
    "quote",
    "size",
    "soundcloud",
    "spotify",
    "tiktok",
    "toc",
    "tweet",
    "twitter",
    "url",
    "video",
    "vimeo",
    "youtube",
];
/// How far the end of a tag or of a template's code is looked for, in bytes.
const FURTHEST: usize = 4 << 10;
/// The longest code in brackets, in bytes.
const LONGEST: usize = 2_000;

/// Closes all of it in a text, where nothing is closed yet.
pub(super) fn close(text: &str, mask: &mut Mask) {
    let mut ends = Ends::default();
    let mut at = 0;
    while at < text.len() {
        if mask.is_closed(at) {
            at = mask.end_of(at);
            continue;
        }
        match ends.found_at(text, at) {
            Some(range) => {
                mask.close(range.clone());
                at = range.end.max(at + 1);
            }
            None => at += text[at..].chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// The ends of elements and codes that stand nowhere in the rest of the text: none is looked for twice.
#[derive(Default)]
struct Ends {
    absent: HashSet<String>,
}

impl Ends {
    /// What begins at a place and is no prose.
    fn found_at(&mut self, text: &str, at: usize) -> Option<Range<usize>> {
        let rest = &text[at..];
        let length = match rest.as_bytes().first()? {
            b'<' => markup(rest, self),
            b'{' | b'$' | b'\\' => template(rest, self),
            b'[' => template(rest, self).or_else(|| code_in_brackets(rest, self)),
            b':' => emoji(text, at),
            b'd' | b'h' | b'f' | b'm' | b't' | b'w' | b'H' | b'W' => address(text, at),
            _ => None,
        }?;
        Some(at..at + length)
    }

    /// Looks for an end, unless it was looked for in vain before.
    fn find(&mut self, end: String, look: impl FnOnce() -> Option<usize>) -> Option<usize> {
        if self.absent.contains(&end) {
            return None;
        }
        let found = look();
        if found.is_none() {
            self.absent.insert(end);
        }
        found
    }
}

/// The length of a comment, a template's code, a tag, or an element whose content is code.
fn markup(rest: &str, ends: &mut Ends) -> Option<usize> {
    if rest.starts_with("<!--") {
        return Some(rest.find("-->").map_or(rest.len(), |end| end + 3));
    }
    if rest.starts_with("<%") {
        return template(rest, ends);
    }
    let tag = tag(rest)?;
    let name = name_in(rest.get(1..)?);
    let is_closed_itself = rest[..tag].ends_with("/>");
    if is_closed_itself || !RAW.contains(&name.as_str()) {
        return Some(tag);
    }
    let closing = ends.find(format!("</{name}"), || find_closing(&rest[tag..], &name));
    let closing = closing.map(|end| tag + end);
    // Without its end it goes as far as its paragraph.
    Some(closing.unwrap_or_else(|| tag + rest[tag..].find("\n\n").unwrap_or(rest.len() - tag)))
}

fn name_in(text: &str) -> String {
    let name: String = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    name.to_ascii_lowercase()
}

/// The end of `</name>`.
fn find_closing(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</").map(|at| from + at) {
        let behind = &text[at + 2..];
        if name_in(behind) == name {
            return Some(behind.find('>').map_or(text.len(), |end| at + 2 + end + 1));
        }
        from = at + 2;
    }
    None
}

/// The length of a tag, its attributes' quotation marks respected; it never leads over an empty line.
fn tag(rest: &str) -> Option<usize> {
    let rest = &rest[..floor(rest, FURTHEST)];
    if !rest.contains('>') {
        return None;
    }
    let begins = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]).chars().next()?;
    if !(begins.is_ascii_alphabetic() || matches!(begins, '!' | '?')) {
        return None;
    }
    let mut quote = None;
    let mut line_is_empty = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match (letter, quote) {
            ('\n', _) if line_is_empty => break,
            ('\n', _) => line_is_empty = true,
            (letter, _) if letter.is_whitespace() => {}
            (_, Some(open)) => {
                line_is_empty = false;
                if letter == open {
                    quote = None;
                }
            }
            ('>', None) => return Some(at + 1),
            ('"' | '\'', None) if rest[..at].trim_end().ends_with('=') => {
                line_is_empty = false;
                quote = Some(letter);
            }
            _ => line_is_empty = false,
        }
    }
    // A quotation mark that is never closed: the tag ends where any would.
    let line = rest.find("\n\n").unwrap_or(rest.len());
    rest[..line].find('>').map(|end| end + 1)
}

/// The length of a template's code, with its content where that is code.
fn template(rest: &str, ends: &mut Ends) -> Option<usize> {
    let (opening, closing) = BRACKETS.iter().find(|(opening, _)| rest.starts_with(opening))?;
    let inside = &rest[opening.len()..];
    let inside = &inside[..floor(inside, FURTHEST)];
    let end = opening.len() + inside.find(closing)? + closing.len();
    let is_on_one_line = !rest[..end].contains('\n');
    if !is_on_one_line && !matches!(*opening, "{{" | "{%" | "<%" | "$$" | "{#" | "\\[") {
        return None;
    }
    let name = name_in(rest[opening.len()..end].trim_start_matches(['<', '%', '-', '#', ' ', '\t']));
    if matches!(*opening, "{{" | "{%") && CODE_NAMES.contains(&name.as_str()) {
        return Some(ends.find(format!("end{name}"), || end_of_code(rest, end, &name)).unwrap_or(end));
    }
    Some(end)
}

/// The end of what closes `{% highlight %}`, `{{< highlight >}}`.
fn end_of_code(rest: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(opening) = rest[at..].find(['{']).map(|found| at + found) {
        let code = &rest[opening..];
        let inside = code.trim_start_matches(['{', '<', '%', '-', ' ']);
        if (code.starts_with("{%") || code.starts_with("{{"))
            && (inside.strip_prefix("end").is_some_and(|rest| name_in(rest) == name)
                || inside.strip_prefix('/').is_some_and(|rest| name_in(rest.trim_start()) == name))
        {
            let closing = code.find('}')?;
            let more = code[closing..].len() - code[closing..].trim_start_matches('}').len();
            return Some(opening + closing + more);
        }
        at = opening + 1;
    }
    None
}

/// The length of `[caption id="x"]`, `[/caption]`, `[youtube abc]`, `[^1]`, `[code]…[/code]`. A link's words are none.
fn code_in_brackets(rest: &str, ends: &mut Ends) -> Option<usize> {
    let line = rest[..floor(rest, LONGEST)].split('\n').next()?;
    let end = line.find(']')? + 1;
    let inside = &line[1..end - 1];
    if inside.starts_with('^') && !inside.contains(' ') {
        return Some(end);
    }
    let is_closing = inside.starts_with('/');
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
        .collect();
    let behind = &inside[usize::from(is_closing) + name.len()..];
    let is_named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && (behind.is_empty() || behind.starts_with([' ', '=', '/', '\t']));
    if !is_named || line[end..].starts_with(['(', '{', '[']) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let closing = format!("[/{name}]");
    let is_code = is_closing
        || has_attribute(behind)
        || behind.trim_end().ends_with('/')
        || name.contains('_')
        || CODES.contains(&lower.as_str())
        || rest[end..floor(rest, FURTHEST).max(end)].contains(&closing);
    if !is_code {
        return None;
    }
    if !is_closing && CODE_NAMES.contains(&lower.as_str()) {
        let found = ends.find(closing.clone(), || rest.find(&closing));
        return Some(found.map_or(end, |at| at + closing.len()));
    }
    Some(end)
}

/// `id="x"`, `width=3`: a name right before an equals sign.
fn has_attribute(text: &str) -> bool {
    text.match_indices('=')
        .any(|(at, _)| text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '-'))
}

/// The length of `:smile:`.
fn emoji(text: &str, at: usize) -> Option<usize> {
    let is_inside = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let name: String = text[at + 1..]
        .chars()
        .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '+'))
        .collect();
    let is_closed = text[at + 1 + name.len()..].starts_with(':');
    let is_name = name.contains(|c: char| c.is_ascii_lowercase()) || name.starts_with(['+', '-']) || name == "100";
    (!is_inside && is_closed && is_name && name.len() < 60).then_some(name.len() + 2)
}

/// The length of an address that is written out.
fn address(text: &str, at: usize) -> Option<usize> {
    if text[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let rest = &text[at..];
    let begins = |scheme: &&str| rest.get(..scheme.len()).is_some_and(|first| first.eq_ignore_ascii_case(scheme));
    let scheme = ["https://", "http://", "ftp://", "mailto:", "tel:+", "data:image/", "www."]
        .into_iter()
        .find(|scheme| begins(scheme))?;
    let word: String = rest
        .chars()
        .take_while(|c| !c.is_whitespace() && !matches!(c, '<' | '>' | '"' | '«' | '»' | '`'))
        .collect();
    // Signs that end a sentence are not the address's.
    let end = word
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '’', '…', '*', '_'])
        .len();
    (end > scheme.len()).then_some(end)
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}
