//! What a check reports: code, severity, places, message, fixes.

use std::ops::Range;

use manuscript::figure::Figure;
use manuscript::{Said, Spot};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::tokens::is_space;

/// The name of a check, for life: `TYP-04`.
pub type Code = &'static str;

/// How much a finding weighs. The order is that of the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A lawyer has to read it.
    Legal,
    /// It cannot be published like this.
    Block,
    Warning,
    Note,
}

/// A stretch of one text, in bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    pub spot: Spot,
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(spot: &Spot, range: Range<usize>) -> Self {
        Self {
            spot: spot.clone(),
            start: range.start,
            end: range.end,
        }
    }

    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Another place that the finding speaks of, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Related {
    pub span: Span,
    pub label: Said,
}

/// Whether a fix may be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicability {
    /// It changes what is meant in no reading.
    Safe,
    /// It is likely right; somebody looks.
    Maybe,
    /// It holds a blank to fill.
    Blank,
}

/// New words for a stretch; an empty stretch is a place to insert at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    #[serde(flatten)]
    pub span: Span,
    pub new: String,
}

/// A fix: edits that belong together, in one text or several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    pub title: Said,
    pub applicability: Applicability,
    pub edits: Vec<Edit>,
}

/// One thing that a check reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    pub primary: Span,
    /// What stands at the place.
    pub label: Option<Said>,
    pub related: Vec<Related>,
    pub message: Said,
    pub fixes: Vec<Fix>,
    /// What is found and what stands around it, whatever changes elsewhere: by this a dismissal is known again.
    pub context: String,
    /// The sourced figure that the copy could carry here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Figure>,
}

impl Finding {
    /// A finding of a check at a place; its severity is the desk's to set.
    pub fn new(code: Code, primary: Span, message: Said) -> Self {
        Self {
            code,
            severity: Severity::Note,
            primary,
            label: None,
            related: Vec::new(),
            message,
            fixes: Vec::new(),
            context: String::new(),
            proposal: None,
        }
    }

    pub fn labelled(mut self, label: Said) -> Self {
        self.label = Some(label);
        self
    }

    pub fn beside(mut self, span: Span, label: Said) -> Self {
        self.related.push(Related { span, label });
        self
    }

    pub fn mended(mut self, title: Said, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.fixes.push(Fix {
            title,
            applicability,
            edits,
        });
        self
    }

    /// One edit in the place itself, that changes what is meant in no reading.
    pub fn safely(self, range: Range<usize>, new: impl Into<String>) -> Self {
        self.replaced(Applicability::Safe, range, new.into())
    }

    /// One edit in the place itself, that somebody should look at.
    pub fn maybe(self, range: Range<usize>, new: impl Into<String>) -> Self {
        self.replaced(Applicability::Maybe, range, new.into())
    }

    /// Takes words out, which somebody should look at.
    pub fn without(self, range: Range<usize>, words: &str) -> Self {
        let edit = Edit {
            span: Span::new(&self.primary.spot, range),
            new: String::new(),
        };
        let title = Said::new(format!("retirer « {words} »"), format!("take “{words}” out"));
        self.mended(title, Applicability::Maybe, vec![edit])
    }

    fn replaced(self, applicability: Applicability, range: Range<usize>, new: String) -> Self {
        let shown = new.trim().to_owned();
        let title = if shown.is_empty() {
            Said::new("corriger les espaces", "mend the spaces")
        } else {
            Said::new(format!("écrire « {shown} »"), format!("write “{shown}”"))
        };
        let span = Span::new(&self.primary.spot, range);
        self.mended(title, applicability, vec![Edit { span, new }])
    }

    /// The page of the manual that explains the check.
    pub fn manual(&self) -> String {
        format!("docs/checks/{}.md", self.code)
    }

    /// Whether a fix of it may be made without asking.
    pub fn is_safely_mended(&self) -> bool {
        self.fixes.iter().any(|fix| fix.applicability == Applicability::Safe)
    }

    /// Typography is mended in one go and never listed one by one.
    pub fn is_typography(&self) -> bool {
        self.code.starts_with("TYP-")
    }
}

/// A finding that somebody has looked at and set aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dismissal {
    pub code: String,
    pub context: String,
}

/// How many words on each side belong to what a dismissal knows again.
const WORDS_AROUND: usize = 2;

/// Bytes beside a finding that are looked at: no two words are longer, and a line without spaces is not read for each finding.
const BYTES_AROUND: usize = 200;

fn last_of(before: &str) -> &str {
    &before[before.ceil_char_boundary(before.len().saturating_sub(BYTES_AROUND))..]
}

fn first_of(after: &str) -> &str {
    &after[..after.floor_char_boundary(BYTES_AROUND)]
}

/// The digest of a finding: its code, the words at its place and two on each side, and the words at related places.
pub(crate) fn context_of<'a>(finding: &Finding, text: &str, text_of: impl Fn(&Spot) -> &'a str) -> String {
    let range = finding.primary.range();
    let before = last_of(text.get(..range.start).unwrap_or_default());
    let after = first_of(text.get(range.end..).unwrap_or_default());
    let words_before = before.rsplit(is_space).filter(|word| !word.is_empty()).take(WORDS_AROUND);
    let words_after = after.split(is_space).filter(|word| !word.is_empty()).take(WORDS_AROUND);
    let related = finding
        .related
        .iter()
        .map(|related| text_of(&related.span.spot).get(related.span.range()).unwrap_or_default());
    let inside = text.get(range).unwrap_or_default();
    let mut digest = Sha256::new().chain_update(finding.code);
    for part in words_before.chain([inside]).chain(words_after).chain(related) {
        digest = digest
            .chain_update([0])
            .chain_update(part.replace(is_space, " ").replace('\'', "’"));
    }
    digest.finalize().iter().take(8).fold(String::with_capacity(16), |mut hex, byte| {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
