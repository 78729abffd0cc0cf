//! A sample of each context of this room.

use manuscript::difference::between;
use manuscript::language::Language;
use manuscript::text::plain;
use manuscript::words::{Nature, Part};

use super::{
    Chain, ChangeOnPage, CorrectionOnPage, Corrections, Explanation, History, Retracted, Suspension, SuspensionScope, Suspensions,
    VersionOnPage, nature_label, part_label,
};
use crate::Messages;
use crate::furniture::{Furniture, Head, Moment};
use crate::samples::{link, sample_copy};

const HISTORY: &str = "/2026/11/22/un-titre/historique";

impl ChangeOnPage {
    /// What a reader sees when the sample's headline, standfirst and dateline are corrected.
    pub fn samples(messages: &Messages) -> Vec<Self> {
        let old = sample_copy();
        let mut new = old.clone();
        new.headline = "Un titre : « juste » ?".into();
        new.standfirst = plain("On compte au moins 31 morts : pourquoi ?");
        new.dateline = Some("Vaux".into());
        let changes = between(&old, &new);
        changes.iter().map(|one| Self::of(one, messages, &old.language)).collect()
    }
}

impl VersionOnPage {
    fn sample((number, nature): (i64, Nature), messages: &Messages) -> Self {
        Self {
            number,
            nature,
            nature_label: nature_label(nature, messages),
            at: Moment::sample(messages),
            explanation: Some("Une première version donnait 29 morts.".into()).filter(|_| nature != Nature::First),
            changes: if nature == Nature::First {
                Vec::new()
            } else {
                ChangeOnPage::samples(messages)
            },
            withheld: Vec::new(),
        }
    }
}

impl History {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        let mut first = VersionOnPage::sample((1, Nature::First), messages);
        first.withheld = vec![part_label(Part::Paragraph, messages)];
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            language: None,
            speaks: None,
            right_to_left: false,
            headline: "Un titre : « juste » ?".into(),
            path: "/2026/11/22/un-titre".into(),
            closed: Some(messages.say("history-closed-subscribers", &[])),
            versions: vec![VersionOnPage::sample((3, Nature::Correction), messages), first],
            typos_hidden: Some(1),
            chain: Chain {
                path: "/2026/11/22/un-titre/chaine.json".into(),
                manual: "https://manual.example/verify".into(),
                script: "/assets/verify.py".into(),
                last_link: "6f".repeat(32),
            },
        }
    }
}

impl Explanation {
    pub fn sample(nature: Nature, messages: &Messages) -> Self {
        Self {
            nature,
            nature_label: nature_label(nature, messages),
            at: Moment::sample(messages),
            text: "Une première version donnait 29 morts.".into(),
        }
    }
}

impl Corrections {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        let entry = |nature| CorrectionOnPage {
            at: Moment::sample(messages),
            nature,
            nature_label: nature_label(nature, messages),
            headline: "Un titre".into(),
            path: "/2026/11/22/un-titre".into(),
            language: None,
            right_to_left: false,
            explanation: Some("Une première version donnait 29 morts.".into()),
            history: Some(HISTORY.into()),
        };
        Self {
            furniture: Furniture::sample(language),
            head: Head {
                feed: Some(link(&messages.say("corrections-feed", &[]), "/corrections/feed.xml")),
                ..Head::sample()
            },
            entries: [Nature::Correction, Nature::Clarification, Nature::Retraction].map(entry).into(),
            newer: Some(link(&messages.say("newer-corrections", &[]), "/corrections")),
            older: Some(link(&messages.say("older-corrections", &[]), "/corrections?page=3")),
        }
    }
}

impl Retracted {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        Self {
            furniture: Furniture::sample(language),
            head: Head {
                unlisted: true,
                structured: None,
                ..Head::sample()
            },
            language: None,
            speaks: None,
            right_to_left: false,
            headline: "Un titre".into(),
            published: Moment::sample(messages),
            at: Moment::sample(messages),
            reason: "Le document sur lequel il reposait est un faux.".into(),
            history: Some(HISTORY.into()),
        }
    }
}

impl Suspension {
    pub fn sample(scope: SuspensionScope, messages: &Messages) -> Self {
        Self {
            scope,
            of: match scope {
                SuspensionScope::Paper => None,
                SuspensionScope::Section => Some(link("Culture", "/culture")),
                SuspensionScope::Article => Some(link("Un titre", "/2026/11/22/un-titre")),
            },
            since: Moment::sample(messages),
            until: None,
            review: Some(Moment::sample(messages)),
            reason: "Des menaces répétées contre une famille.".into(),
            ended: None,
            why_ended: None,
        }
    }
}

impl Suspensions {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        let until = Suspension {
            until: Some(Moment::sample(messages)),
            ..Suspension::sample(SuspensionScope::Section, messages)
        };
        let ended = Suspension {
            ended: Some(Moment::sample(messages)),
            why_ended: Some("Le calme est revenu.".into()),
            ..Suspension::sample(SuspensionScope::Article, messages)
        };
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            standing: vec![Suspension::sample(SuspensionScope::Paper, messages), until],
            ended: vec![ended],
            newer: Some(link(&messages.say("newer-suspensions", &[]), "/commentaires-suspendus")),
            older: Some(link(&messages.say("older-suspensions", &[]), "/commentaires-suspendus?page=3")),
        }
    }
}
