//! Markup cut into tags and what stands between them, with where each stands. What no reader sees is passed over.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// A tag, or letters between two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Opens {
        name: String,
        attributes: Attributes,
        /// It has no end tag, whatever its name.
        is_whole: bool,
        range: Range<usize>,
    },
    Closes {
        name: String,
    },
    /// Everything up to its end tag, which is not in this piece, is hidden.
    Hides {
        name: String,
        at: usize,
    },
    /// An instruction for a program, which nobody follows here.
    Instruction(Range<usize>),
    Letters(Range<usize>),
}

/// The attributes of a tag, by their names in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attributes(BTreeMap<String, String>);

impl Attributes {
    /// An attribute that says something.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// Whether one of the classes is called so.
    pub(crate) fn is_called(&self, class: &str) -> bool {
        self.get("class")
            .is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
    }
}

/// Elements whose content is no markup (HTML Living Standard, section 13.1.2), and what becomes of it.
const RAW: [(&str, Raw); 12] = [
    ("script", Raw::Hidden),
    ("style", Raw::Hidden),
    ("template", Raw::Hidden),
    ("title", Raw::Hidden),
    ("noscript", Raw::Hidden),
    ("noembed", Raw::Hidden),
    ("noframes", Raw::Hidden),
    ("iframe", Raw::Fallback),
    ("textarea", Raw::Words),
    ("xmp", Raw::Words),
    ("listing", Raw::Words),
    ("plaintext", Raw::Words),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    /// Nobody sees the element.
    Hidden,
    /// Nobody sees what is in the element.
    Fallback,
    Words,
}

fn raw(name: &str) -> Option<Raw> {
    RAW.iter().find(|(known, _)| *known == name).map(|(_, raw)| *raw)
}

/// Whether an element is one that nobody sees.
pub(crate) fn is_hidden(name: &str) -> bool {
    raw(name) == Some(Raw::Hidden)
}

/// The tags of a piece of markup.
pub(crate) fn tags(markup: &str) -> impl Iterator<Item = Tag> {
    let mut scan = Scan::of(markup);
    std::iter::from_fn(move || scan.next())
}

/// Reads a piece from one raw element to the next: behind each the tokenizer begins anew.
struct Scan<'a> {
    markup: &'a str,
    tokens: Option<Tokens<'a>>,
    /// Where the tokenizer was begun.
    from: usize,
    /// Up to where everything was answered.
    done: usize,
    waiting: std::collections::VecDeque<Tag>,
    /// Raw elements, and what else has a closing sign, that nothing further closes.
    never_closed: HashSet<String>,
}

type Tokens<'a> = Tokenizer<html5gum::StringReader<'a>, DefaultEmitter<usize>>;

impl<'a> Scan<'a> {
    fn of(markup: &'a str) -> Self {
        Self {
            markup,
            tokens: None,
            from: 0,
            done: 0,
            waiting: std::collections::VecDeque::new(),
            never_closed: HashSet::new(),
        }
    }

    fn next(&mut self) -> Option<Tag> {
        loop {
            if let Some(tag) = self.waiting.pop_front() {
                return Some(tag);
            }
            let tokens = self
                .tokens
                .get_or_insert_with(|| Tokenizer::new_with_emitter(&self.markup[self.from..], DefaultEmitter::new_with_span()));
            let Some(Ok(token)) = tokens.next() else {
                self.letters_up_to(self.markup.len());
                return self.waiting.pop_front();
            };
            self.take(token);
        }
    }

    fn take(&mut self, token: Token<usize>) {
        match token {
            Token::StartTag(tag) => {
                let range = self.from + tag.span.start..self.from + tag.span.end;
                self.letters_up_to(range.start);
                self.done = range.end;
                let name = text_of(&tag.name);
                let attributes = tag.attributes.iter().map(|(name, value)| (text_of(name), text_of(value)));
                self.opens(Tag::Opens {
                    attributes: Attributes(attributes.collect()),
                    is_whole: tag.self_closing,
                    name,
                    range,
                });
            }
            Token::EndTag(tag) => {
                self.letters_up_to(self.from + tag.span.start);
                self.done = self.from + tag.span.end;
                let name = text_of(&tag.name);
                self.waiting.push_back(Tag::Closes { name });
            }
            Token::Comment(comment) => self.passes_over(comment.span.start),
            Token::Doctype(doctype) => self.passes_over(doctype.span.start),
            Token::String(_) | Token::Error(_) => {}
        }
    }

    /// What begins with `<!`, `<?` or `</` and is no tag: a comment and the declaration of a document say nothing, the rest of
    /// it is letters. An instruction (`<?php`) is told.
    fn passes_over(&mut self, begins: usize) {
        let begins = self.markup[..(self.from + begins + 1).min(self.markup.len())]
            .rfind('<')
            .unwrap_or(self.done)
            .max(self.done);
        self.letters_up_to(begins);
        let rest = &self.markup[begins..];
        let starts_with = |opening: &str| rest.get(..opening.len()).is_some_and(|found| found.eq_ignore_ascii_case(opening));
        let token = rest.find('>').map_or(rest.len(), |at| at + 1);
        let length = if starts_with("<!--") {
            length_of_comment(rest)
        } else if starts_with("<![CDATA[") {
            let length = self.up_to("]]>", begins).unwrap_or(token);
            let inside = begins + "<![CDATA[".len()..begins + rest[..length].trim_end_matches("]]>").len();
            self.waiting.extend((!inside.is_empty()).then_some(Tag::Letters(inside)));
            length
        } else if starts_with("<?") {
            let length = self.up_to("?>", begins).unwrap_or(token);
            self.waiting.push_back(Tag::Instruction(begins..begins + length));
            length
        } else if starts_with("<!doctype") && token < rest.len() {
            token
        } else {
            self.waiting.push_back(Tag::Letters(begins..begins + token));
            token
        };
        self.done = begins + length;
        if length != token {
            self.from = self.done;
            self.tokens = None;
        }
    }

    /// How far it is to the end of what ends with these signs.
    fn up_to(&mut self, closing: &'static str, from: usize) -> Option<usize> {
        if self.never_closed.contains(closing) {
            return None;
        }
        let found = self.markup[from..].find(closing).map(|at| at + closing.len());
        if found.is_none() {
            self.never_closed.insert(closing.to_owned());
        }
        found
    }

    fn opens(&mut self, tag: Tag) {
        let Tag::Opens { name, range, .. } = &tag else { return };
        let Some(raw) = raw(name) else {
            self.waiting.push_back(tag);
            return;
        };
        let (name, range) = (name.clone(), range.clone());
        let begins = range.end;
        let end = self.end_of(&name, begins);
        let (ends, behind) = end.unwrap_or(match raw {
            Raw::Hidden => (self.markup.len(), self.markup.len()),
            Raw::Fallback | Raw::Words => (begins, begins),
        });
        match raw {
            Raw::Hidden if end.is_none() => self.waiting.push_back(Tag::Hides { name, at: range.start }),
            Raw::Hidden => {}
            Raw::Fallback => self.waiting.push_back(tag),
            Raw::Words => self.waiting.push_back(Tag::Letters(begins..ends)),
        }
        self.done = behind;
        self.from = behind;
        self.tokens = None;
    }

    /// Where the end tag of a raw element begins and ends.
    fn end_of(&mut self, name: &str, from: usize) -> Option<(usize, usize)> {
        if self.never_closed.contains(name) {
            return None;
        }
        let rest = &self.markup.as_bytes()[from..];
        let is_end = |at: &usize| {
            let behind = &rest[at + 2..];
            behind
                .get(..name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
                && !behind.get(name.len()).is_some_and(u8::is_ascii_alphanumeric)
        };
        let found = rest
            .windows(2)
            .enumerate()
            .filter(|(_, two)| *two == b"</")
            .map(|(at, _)| at)
            .find(is_end);
        let Some(at) = found else {
            self.never_closed.insert(name.to_owned());
            return None;
        };
        let closing = rest[at..]
            .iter()
            .position(|byte| *byte == b'>')
            .map_or(rest.len(), |length| at + length + 1);
        Some((from + at, from + closing))
    }

    fn letters_up_to(&mut self, end: usize) {
        if self.done < end {
            self.waiting.push_back(Tag::Letters(self.done..end));
            self.done = end;
        }
    }
}

/// One that never ends takes everything with it.
fn length_of_comment(text: &str) -> usize {
    let whole = ["<!-->", "<!--->"].into_iter().find(|whole| text.starts_with(whole));
    let ends = || text["<!--".len()..].find("-->").map(|at| at + "<!---->".len());
    whole.map(str::len).or_else(ends).unwrap_or(text.len())
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
