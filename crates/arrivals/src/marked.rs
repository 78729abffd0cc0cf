//! Parts made bare: a text for the tree builder in which every tag has a number instead of attributes, and every letter is a
//! numbered mark in its place.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use manuscript::markup::{At, Element, NotRead, Part};

use crate::elements::{EMPTY, LASTING, Meaning, meaning};
use crate::letters::stretches;
use crate::tags::{Attributes, Tag, is_hidden, tags};

/// What a number stands for.
#[derive(Clone, Debug)]
pub(crate) enum Numbered {
    Element { element: Element, at: At },
    Letters { letters: String, part: usize, range: Range<usize> },
    Read(usize),
}

/// The attribute that holds the number.
pub(crate) const NUMBER: &str = "n";
/// How deep elements stand in each other at most: deeper ones leave their words to those around them.
const DEEPEST: usize = 64;
/// How many elements that were left out are remembered until they end.
const MOST_LEFT_OUT: usize = 256;
/// How many lasting elements are open at most.
const MOST_LASTING: usize = 6;

/// Where a tag stands: in which of the parts, and its markup.
#[derive(Clone, Copy)]
struct Place<'a, 'b> {
    part: usize,
    markup: &'a str,
    parts: &'a [Part<'b>],
}

/// Parts made bare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marked {
    pub(crate) html: String,
    pub(crate) numbered: Vec<Numbered>,
    pub(crate) told: Vec<(At, NotRead)>,
    open: Vec<String>,
    /// Elements that are open in the text and were left out, by name.
    left_out: Vec<String>,
    /// Elements that nobody sees and that no later part closes.
    unclosed: HashSet<String>,
}

impl Marked {
    pub(crate) fn of(parts: &[Part<'_>]) -> Self {
        let mut marked = Self::default();
        let mut hidden: Option<String> = None;
        for (index, part) in parts.iter().enumerate() {
            match part {
                Part::Markup(markup) => {
                    for tag in tags(markup) {
                        hidden = marked.hidden_or_tag(
                            hidden,
                            tag,
                            Place {
                                part: index,
                                markup,
                                parts,
                            },
                        );
                    }
                }
                _ if hidden.is_some() => {}
                // An image stands in a line, a rule between blocks: the tree builder puts them where what they stand for goes.
                Part::Text => marked.put("img", Numbered::Read(index)),
                Part::Element(element) => {
                    let at = At { part: index, byte: 0 };
                    marked.put(
                        "img",
                        Numbered::Element {
                            element: (*element).clone(),
                            at,
                        },
                    );
                }
                Part::Blocks => marked.put("hr", Numbered::Read(index)),
            }
        }
        marked
    }

    /// Takes a tag in, if nothing around hides it; answers what hides the next one.
    fn hidden_or_tag(&mut self, hidden: Option<String>, tag: Tag, place: Place<'_, '_>) -> Option<String> {
        let Place { part, markup, parts } = place;
        match (tag, hidden) {
            (Tag::Closes { name }, Some(hiding)) if name == hiding => None,
            (_, Some(hiding)) => Some(hiding),
            (Tag::Hides { name, at }, None) => self.hides(name, At { part, byte: at }, &parts[part + 1..]),
            (other, None) => {
                self.tag(other, part, markup);
                None
            }
        }
    }

    /// What nobody sees ends in a later part. If it does not, that is told, and those parts are seen.
    fn hides(&mut self, name: String, at: At, later: &[Part<'_>]) -> Option<String> {
        let closes = |part: &Part<'_>| matches!(part, Part::Markup(markup) if tags(markup).any(|tag| matches!(tag, Tag::Closes { name: closed } if closed == name)));
        if !self.unclosed.contains(&name) && later.iter().any(closes) {
            return Some(name);
        }
        if self.unclosed.insert(name.clone()) {
            self.told.push((at, NotRead::Unclosed(name)));
        }
        None
    }

    fn tag(&mut self, tag: Tag, part: usize, markup: &str) {
        match tag {
            Tag::Letters(range) => self.letters(part, markup, range),
            Tag::Hides { .. } => {}
            Tag::Instruction(range) => {
                let name: String = markup[range.start + 1..range.end]
                    .chars()
                    .take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '?')
                    .collect();
                self.told.push((At { part, byte: range.start }, NotRead::Element(name)));
            }
            Tag::Closes { name } => self.closes(&name),
            Tag::Opens {
                name,
                attributes,
                is_whole,
                range,
            } => {
                let at = At { part, byte: range.start };
                match meaning(&name, &attributes) {
                    Meaning::Nothing => {}
                    Meaning::NotRead => self.leave_out(name, is_whole, at),
                    Meaning::Element(element) => self.opens(name, Numbered::Element { element, at }),
                }
            }
        }
    }

    fn put(&mut self, name: &str, numbered: Numbered) {
        let _ = write!(self.html, "<{name} {NUMBER}={}>", self.numbered.len());
        self.numbered.push(numbered);
    }

    fn opens(&mut self, name: String, numbered: Numbered) {
        if EMPTY.contains(&name.as_str()) {
            self.put(&name, numbered);
            if name == "iframe" {
                self.html.push_str("</iframe>");
            }
            return;
        }
        let lasting = || self.open.iter().filter(|open| LASTING.contains(&open.as_str())).count();
        if self.open.len() >= DEEPEST || (LASTING.contains(&name.as_str()) && lasting() >= MOST_LASTING) {
            self.remember(name);
            return;
        }
        self.put(&name, numbered);
        self.open.push(name);
    }

    fn closes(&mut self, name: &str) {
        if is_hidden(name) {
            return;
        }
        if let Some(at) = self.left_out.iter().rposition(|left| left == name) {
            self.left_out.remove(at);
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            self.open.remove(at);
        }
        if !EMPTY.contains(&name) && !matches!(meaning(name, &Attributes::default()), Meaning::NotRead | Meaning::Nothing) {
            let _ = write!(self.html, "</{name}>");
        }
    }

    /// An element that says nothing is told once, not with all that it holds.
    fn leave_out(&mut self, name: String, is_whole: bool, at: At) {
        if !self
            .left_out
            .iter()
            .any(|left| matches!(meaning(left, &Attributes::default()), Meaning::NotRead))
        {
            self.told.push((at, NotRead::Element(name.clone())));
        }
        if !is_whole && !EMPTY.contains(&name.as_str()) {
            self.remember(name);
        }
    }

    fn remember(&mut self, name: String) {
        if self.left_out.len() < MOST_LEFT_OUT {
            self.left_out.push(name);
        }
    }

    /// White space in a table stands for itself: between rows and cells the tree builder knows what it is.
    fn letters(&mut self, part: usize, markup: &str, range: Range<usize>) {
        for stretch in stretches(markup, range) {
            let is_in = |name: &str| self.open.iter().any(|open| open == name);
            if stretch.letters.bytes().all(|byte| byte.is_ascii_whitespace()) && is_in("table") && !is_in("pre") {
                self.html.push(' ');
                continue;
            }
            self.put(
                "img",
                Numbered::Letters {
                    letters: stretch.letters,
                    part,
                    range: stretch.range,
                },
            );
        }
    }
}
