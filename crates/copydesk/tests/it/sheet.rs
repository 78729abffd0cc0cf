//! Proof sheets: copy in which a check finds something, with the places and the fix, and copy in which it is silent.
//!
//! A fenced block `found` or `silent` is one case. Its lines are paragraphs, or fields: `headline: …`, `caption: …`,
//! `previous: …`. `[[…]]` is the place of a finding; lines after `=>` are the copy once mended.
//! `⍽` stands for U+00A0, `⁀` for U+202F, `␣` for a space at a line's end, `¬` for a soft hyphen.

use copydesk::{Context, Finding, House, Source};
use manuscript::Copy;
use manuscript::body::{Block, Node, Plain, Quotation};
use manuscript::copy::{Agency, Signatory, Signature, SourceCredit};
use manuscript::picture::{Lead, Media, Picture};
use manuscript::text::plain;

/// One case of a sheet.
pub(crate) struct Case {
    pub(crate) line: usize,
    pub(crate) is_silent: bool,
    pub(crate) before: Written,
    pub(crate) after: Option<Written>,
}

/// A copy as a sheet writes it, with the places that are marked in it.
#[derive(Default)]
pub(crate) struct Written {
    pub(crate) fields: Vec<(String, String)>,
}

const FIELDS: [&str; 32] = [
    "headline",
    "kicker",
    "short_headline",
    "search_headline",
    "social_headline",
    "alert_headline",
    "description",
    "standfirst",
    "byline",
    "agency",
    "dateline",
    "source_credit",
    "source_address",
    "language",
    "kind",
    "picture",
    "caption",
    "alt",
    "credit",
    "taken",
    "archives",
    "published",
    "section",
    "house",
    "source",
    "previous",
    "previous headline",
    "previous standfirst",
    "quotation",
    "speaker",
    "heading",
    "paragraph",
];

/// The cases of a sheet.
pub(crate) fn cases(sheet: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut open: Option<(usize, bool, Vec<&str>)> = None;
    for (at, line) in sheet.lines().enumerate() {
        match (&mut open, line.trim_end()) {
            (None, "```found") => open = Some((at + 1, false, Vec::new())),
            (None, "```silent") => open = Some((at + 1, true, Vec::new())),
            (Some(_), "```") => cases.extend(open.take().map(case)),
            (Some((_, _, lines)), line) => lines.push(line),
            (None, _) => {}
        }
    }
    assert!(open.is_none(), "a fenced block is not closed");
    cases
}

fn case((line, is_silent, lines): (usize, bool, Vec<&str>)) -> Case {
    let mended: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.strip_prefix("=>"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let before = lines.iter().copied().filter(|line| !line.starts_with("=>"));
    let before = written(before);
    let same = before
        .fields
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "language" | "kind"))
        .cloned();
    let after = (!mended.is_empty()).then(|| Written {
        fields: same.chain(written(mended.into_iter()).fields).collect(),
    });
    Case {
        line,
        is_silent,
        before,
        after,
    }
}

fn written<'a>(lines: impl Iterator<Item = &'a str>) -> Written {
    let fields = lines.filter(|line| !line.trim().is_empty()).map(|line| {
        let field = line.split_once(": ").filter(|(name, _)| FIELDS.contains(name));
        let (name, text) = field.unwrap_or(("paragraph", line));
        (name.to_owned(), signs(text))
    });
    Written { fields: fields.collect() }
}

fn signs(text: &str) -> String {
    text.replace('⍽', "\u{a0}")
        .replace('⁀', "\u{202f}")
        .replace('␣', " ")
        .replace('¬', "\u{ad}")
        .replace("\\n", "\n")
}

impl Written {
    fn all(&self, name: &str) -> Vec<String> {
        self.fields
            .iter()
            .filter(|(field, _)| field == name)
            .map(|(_, text)| unmarked(text))
            .collect()
    }

    fn one(&self, name: &str) -> Option<String> {
        self.all(name).into_iter().next()
    }

    /// The marked places, in the order of the sheet: the words between the brackets.
    pub(crate) fn places(&self) -> Vec<String> {
        let mut places = Vec::new();
        for (_, text) in self.fields.iter().filter(|(name, _)| name != "house") {
            let mut rest = text.as_str();
            while let Some((inside, after)) = rest.split_once("[[").and_then(|(_, after)| after.split_once("]]")) {
                places.push(inside.to_owned());
                rest = after;
            }
        }
        places
    }

    pub(crate) fn copy(&self) -> Copy {
        let language = self.one("language").unwrap_or_else(|| "fr".into());
        let mut copy = Copy::headed(self.one("headline").unwrap_or_default(), language.parse().unwrap());
        copy.kind = self.one("kind").map_or(manuscript::Kind::News, |kind| kind.parse().unwrap());
        copy.kicker = self.one("kicker");
        copy.short_headline = self.one("short_headline");
        copy.search_headline = self.one("search_headline");
        copy.social_headline = self.one("social_headline");
        copy.alert_headline = self.one("alert_headline");
        copy.description = self.one("description");
        copy.standfirst = plain(&self.one("standfirst").unwrap_or_default());
        copy.dateline = self.one("dateline");
        copy.byline = self.signatures();
        copy.source_credit = self.one("source_credit").map(|name| SourceCredit {
            name,
            address: self.one("source_address"),
        });
        copy.lead = self.lead();
        copy.body = self.body();
        copy
    }

    fn signatures(&self) -> Vec<Signature> {
        let people = self.all("byline").into_iter().map(|name| {
            Signature::Person(Signatory {
                name,
                ..Signatory::default()
            })
        });
        let agencies = self.all("agency").into_iter().map(|agency| Signature::Agency(Agency { agency }));
        people.chain(agencies).collect()
    }

    fn lead(&self) -> Option<Lead> {
        let names = ["picture", "caption", "alt", "credit", "taken", "archives"];
        names.iter().any(|name| self.one(name).is_some()).then(|| Lead {
            image: Picture {
                picture: Media::File(self.one("picture").unwrap_or_else(|| "p.jpg".into())),
                credit: self.one("credit").unwrap_or_default(),
                alt: self.one("alt").unwrap_or_default(),
                focal: None,
                taken: self.one("taken"),
                archives: self.one("archives").is_some(),
            },
            caption: plain(&self.one("caption").unwrap_or_default()),
        })
    }

    fn body(&self) -> Vec<Block> {
        let mut body = Vec::new();
        let mut speaker = None;
        for (name, text) in &self.fields {
            let id = format!("b{}", body.len());
            let content = plain(&unmarked(text));
            let paragraph = |id: String, content| {
                Block::Paragraph(Node {
                    attrs: Plain { id },
                    content,
                })
            };
            match name.as_str() {
                "paragraph" => body.push(paragraph(id, content)),
                "speaker" => speaker = Some(unmarked(text)),
                "heading" => body.push(Block::Heading(Node {
                    attrs: manuscript::body::Heading {
                        id,
                        level: 2,
                        anchor: None,
                    },
                    content,
                })),
                "quotation" => body.push(Block::Quotation(Node {
                    attrs: Quotation {
                        id: id.clone(),
                        speaker: speaker.take(),
                        ..Quotation::default()
                    },
                    content: vec![paragraph(format!("{id}p"), content)],
                })),
                _ => {}
            }
        }
        body
    }

    fn previous(&self) -> Option<Copy> {
        let paragraphs = self.all("previous");
        let (headline, standfirst) = (self.one("previous headline"), self.one("previous standfirst"));
        let any = !paragraphs.is_empty() || headline.is_some() || standfirst.is_some();
        any.then(|| {
            let fields = paragraphs.into_iter().map(|text| ("paragraph".to_owned(), text));
            let named = [("headline", headline), ("standfirst", standfirst)].into_iter();
            let named = named.filter_map(|(name, text)| Some((name.to_owned(), text?)));
            Written {
                fields: named.chain(fields).collect(),
            }
            .copy()
        })
    }

    /// What the desk finds in it.
    pub(crate) fn read(&self) -> Vec<Finding> {
        self.with(|context, house| copydesk::read(&self.copy(), context, house))
    }

    /// Hands over what the sheet says beside the copy.
    pub(crate) fn with<T>(&self, ask: impl FnOnce(&Context<'_>, &House) -> T) -> T {
        let previous = self.previous();
        let sources: Vec<Source> = self
            .all("source")
            .into_iter()
            .enumerate()
            .map(|(at, text)| Source {
                name: format!("source {}", at + 1),
                text,
            })
            .collect();
        let section = self.one("section");
        let published = self
            .one("published")
            .map(|day| format!("{day}T12:00:00Z").parse::<jiff::Timestamp>().unwrap().into());
        let context = Context {
            previous: previous.as_ref(),
            sources: &sources,
            published_at: published,
            section: section.as_deref(),
            dismissals: &[],
            closed: &[],
        };
        ask(&context, &self.house())
    }

    pub(crate) fn house(&self) -> House {
        let lines: Vec<&str> = self
            .fields
            .iter()
            .filter(|(name, _)| name == "house")
            .map(|(_, line)| line.as_str())
            .collect();
        if lines.is_empty() {
            return House::default();
        }
        House::read(&lines.join("\n")).unwrap()
    }
}

fn unmarked(text: &str) -> String {
    text.replace("[[", "").replace("]]", "")
}
