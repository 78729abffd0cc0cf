//! `menu`, `label`: what the paper sets about itself.

use manuscript::Said;
use manuscript::paper::{MenuEntry, Paper};
use manuscript::words::Kind;
use store::Tx;

use super::context::Context;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, AskRefused, NotDone};
use crate::paper::{self, SetRefused};

request! {
    /// Set the menu: entries in their order
    Menu = "menu";
    answers "paper_set" [];
    refused by [SetRefused];
    needed {
        /// `Label=section/path` or `Label=/address` or `Label=https://…`, in their order
        entries: Vec<String> = ARGUMENT,
    }
    may {
        /// An entry of the second row, of formats; may be given several times
        second: Vec<String> = OPTION.value("ENTRY"),
    }
}

request! {
    /// Set what a kind of article is called
    Label = "label";
    answers "paper_set" [];
    refused by [SetRefused];
    needed {
        /// news, brief, pickup, report, analysis, interview, opinion, column, live, video, podcast or gallery
        kind: Kind = ARGUMENT,
        /// What it is called
        text: String = ARGUMENT,
    }
    may {}
}

impl Menu {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let rows = [(1, &self.entries), (2, &self.second)];
        let entries = rows
            .into_iter()
            .flat_map(|(row, texts)| texts.iter().map(move |text| menu_entry(text, row)))
            .collect::<Option<Vec<_>>>()
            .ok_or(AskRefused::NoMenuEntry)?;
        paper::set_menu(tx, &at.desk, &at.by, entries).await?;
        Ok(Answer::plain("paper_set", Said::new("menu changé", "menu set")))
    }
}

fn menu_entry(text: &str, row: u8) -> Option<MenuEntry> {
    let (label, target) = text.split_once('=')?;
    let (label, target) = (label.trim().to_owned(), target.trim().to_owned());
    let is_address = target.starts_with('/') || target.contains("://");
    (!label.is_empty() && !target.is_empty()).then(|| MenuEntry {
        label,
        section: (!is_address).then(|| target.clone()),
        address: is_address.then_some(target),
        row,
    })
}

impl Label {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let (kind, text) = (self.kind.as_str().to_owned(), self.text.trim().to_owned());
        let set = move |paper: &mut Paper| {
            paper.labels.insert(kind, text);
        };
        paper::change(tx, &at.desk, &at.by, set).await?;
        Ok(Answer::plain("paper_set", Said::new("libellé changé", "label set")))
    }
}
