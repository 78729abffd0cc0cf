//! The front matter of anybody: the paper's keys, those of other systems, and nothing refused that YAML can say.

use std::ops::Range;
use std::str::FromStr;

use super::Malformed;
use super::front_matter::{FrontMatter, LeadEntry, Placed, Word};
use super::origin::Origins;
use super::style::Style;
use super::yaml::{Scalars, scalars};
use crate::copy::{Agency, Signatory, Signature, SourceCredit};
use crate::spot::Spot;
use crate::words::Status;

/// Where a passage of the front matter stands.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) spot: Spot,
    pub(crate) origins: Origins,
    pub(crate) style: Style,
    /// The whole scalar in the file.
    pub(crate) source: Range<usize>,
}

/// Reads a front matter that begins on the file's second line, at the offset `base`.
pub(super) fn read(yaml: &str, base: usize) -> Result<(FrontMatter, Vec<Field>), Malformed> {
    let mut reader = Loose {
        scalars: scalars(yaml, base)?,
        fields: Vec::new(),
    };
    let mut matter = reader.heads();
    matter.byline = reader.byline();
    matter.source_credit = reader.source_credit();
    matter.lead = reader.lead();
    reader.placement(&mut matter);
    Ok((matter, reader.fields))
}

struct Loose {
    scalars: Scalars,
    fields: Vec<Field>,
}

impl Loose {
    fn heads(&mut self) -> FrontMatter {
        FrontMatter {
            headline: self.placed(&["headline", "title"], Spot::Headline),
            kicker: self.text("kicker", Spot::Kicker),
            short_headline: self.text("short_headline", Spot::ShortHeadline),
            search_headline: self.text("search_headline", Spot::SearchHeadline),
            social_headline: self.text("social_headline", Spot::SocialHeadline),
            alert_headline: self.text("alert_headline", Spot::AlertHeadline),
            description: self.text("description", Spot::Description),
            standfirst: self.placed(&["standfirst", "subtitle", "excerpt", "summary"], Spot::Standfirst),
            dateline: self.text("dateline", Spot::Dateline),
            kind: self.word(&["kind"]),
            status: self.text("status", Spot::Status).map(Status::from),
            language: self.word(&["language", "lang"]),
            ..FrontMatter::default()
        }
    }

    fn placement(&self, matter: &mut FrontMatter) {
        matter.id = self.unlocated(&["id"]);
        matter.published = self.unlocated(&["published", "date"]);
        matter.draft = self.value("draft").map(Word::Text);
        matter.address = self.unlocated(&["address"]);
        matter.section = self.names(&["section", "category"]).into_iter().next();
        matter.dossiers = self.names(&["dossiers"]);
        matter.series = self.value("series");
        matter.topics = self.names(&["topics", "tags"]);
        matter.access = self.word(&["access"]);
        matter.teaser_ends_after = self.word(&["teaser_ends_after"]);
        matter.pinned = self.value("pinned").is_some_and(|word| word == "true");
        matter.translation_set = self.value("translation_set");
        matter.blocks = self.names(&["blocks"]);
    }

    fn byline(&mut self) -> Vec<Signature> {
        let Some(key) = ["byline", "authors", "author"].into_iter().find(|key| self.holds(key)) else {
            return Vec::new();
        };
        let mut byline = Vec::new();
        let entries = self.scalars.lengths.get(key).map_or(vec![key.to_owned()], |length| {
            (0..*length).map(|index| format!("{key}.{index}")).collect()
        });
        for path in entries {
            byline.extend(self.signature(&path, byline.len()));
        }
        byline
    }

    fn signature(&mut self, path: &str, index: usize) -> Option<Signature> {
        let agency = format!("{path}.agency");
        if self.value(&agency).is_some_and(|name| name.trim().is_empty()) {
            return None;
        }
        if let Some(agency) = self.text(&agency, Spot::Byline(index)) {
            return Some(Signature::Agency(Agency { agency }));
        }
        let name = self.text(path, Spot::Byline(index));
        let name = name.or_else(|| self.text(&format!("{path}.name"), Spot::Byline(index)))?;
        Some(Signature::Person(Signatory {
            name,
            person: self.word(&[&format!("{path}.person")]),
            role: self.text(&format!("{path}.role"), Spot::Role(index)),
            standing: self.text(&format!("{path}.standing"), Spot::Standing(index)),
            biography: self.text(&format!("{path}.biography"), Spot::Biography(index)),
            interests: self.text(&format!("{path}.interests"), Spot::Interests(index)),
        }))
    }

    fn source_credit(&mut self) -> Option<SourceCredit> {
        let name = self.text("source_credit", Spot::SourceCredit);
        let name = name.or_else(|| self.text("source_credit.name", Spot::SourceCredit))?;
        let address = self.value("source_credit.address");
        Some(SourceCredit { name, address })
    }

    fn lead(&mut self) -> Option<Placed<LeadEntry>> {
        let picture = self.unlocated(&["lead.picture"])?;
        let focal = self.value("lead.focal");
        let pair = self.value("lead.focal.0").zip(self.value("lead.focal.1"));
        let entry = LeadEntry::new(
            picture.value,
            focal.or_else(|| pair.map(|(left, top)| format!("{left},{top}"))),
            self.value("lead.taken"),
        );
        let mut value = entry.with_texts([
            self.text("lead.credit", Spot::LeadCredit),
            self.text("lead.alt", Spot::LeadAlt),
            self.text("lead.caption", Spot::LeadCaption),
        ]);
        value.archives = self.value("lead.archives").is_some_and(|word| word == "true");
        Some(Placed {
            value,
            line: self.line_of("lead.caption").unwrap_or(picture.line),
            column: picture.column,
        })
    }

    fn holds(&self, key: &str) -> bool {
        let paths = [key.to_owned(), format!("{key}.name"), format!("{key}.agency")];
        self.scalars.lengths.contains_key(key) || paths.iter().any(|path| self.scalars.by_path.contains_key(path))
    }

    fn line_of(&self, path: &str) -> Option<usize> {
        self.scalars.by_path.get(path).map(|scalar| scalar.line)
    }

    fn value(&self, path: &str) -> Option<String> {
        self.scalars.by_path.get(path).map(|scalar| scalar.origins.text.clone())
    }

    /// A text that is a passage of the copy.
    fn text(&mut self, path: &str, spot: Spot) -> Option<String> {
        self.placed(&[path], spot).map(|placed| placed.value)
    }

    fn placed(&mut self, keys: &[&str], spot: Spot) -> Option<Placed<String>> {
        let scalar = keys.iter().find_map(|key| self.scalars.by_path.get(*key))?.clone();
        let value = scalar.origins.text.clone();
        self.fields.push(Field {
            spot,
            origins: scalar.origins,
            style: scalar.style,
            source: scalar.source,
        });
        Some(Placed {
            value,
            line: scalar.line,
            column: scalar.column,
        })
    }

    fn unlocated(&self, keys: &[&str]) -> Option<Placed<String>> {
        let scalar = keys.iter().find_map(|key| self.scalars.by_path.get(*key))?;
        Some(Placed {
            value: scalar.origins.text.clone(),
            line: scalar.line,
            column: scalar.column,
        })
    }

    /// A word of a closed list, a number: what cannot be read as one is passed over.
    fn word<T: FromStr>(&self, keys: &[&str]) -> Option<T> {
        keys.iter().find_map(|key| self.value(key)?.trim().parse().ok())
    }

    /// A list of names; where one text stands instead, commas part it.
    fn names(&self, keys: &[&str]) -> Vec<String> {
        let Some(key) = keys.iter().find(|key| self.holds(key)) else {
            return Vec::new();
        };
        if let Some(length) = self.scalars.lengths.get(*key) {
            return (0..*length).filter_map(|index| self.value(&format!("{key}.{index}"))).collect();
        }
        let text = self.value(key).unwrap_or_default();
        let names = text.split(',').map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    }
}
