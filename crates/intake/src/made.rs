//! What an import made beside articles: new sections, people and topics, drafts, dead links.

use std::collections::{BTreeSet, HashSet};

use acts::Desk;
use manuscript::body::{Block, each_block};
use manuscript::ids::Thing;
use manuscript::{Copy, Inline, Mark, Uuid, refusals};
use store::catalogue::{self, Entry};
use store::{Broken, Snapshot};

/// How many of a sort are named; the rest is counted.
const NAMED: usize = 20;

refusals! {
    /// One thing that an import made or found.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Told [] {
        Section(name: String):
            "new section “{name}”"
            / "nouvelle rubrique « {name} »",
        Nearly(name: String, other: String, key: String):
            "new section “{name}”: did you mean “{other}”? No menu has it before somebody says that it is meant (`rotative act describe section {key}`)"
            / "nouvelle rubrique « {name} » : vouliez-vous « {other} » ? Aucun menu ne l’a avant que quelqu’un dise qu’elle est voulue (`rotative act describe section {key}`)",
        People(names: String):
            "new people: {names}"
            / "nouvelles personnes : {names}",
        Dossiers(names: String):
            "new dossiers: {names}"
            / "nouveaux dossiers : {names}",
        Series(names: String):
            "new series: {names}"
            / "nouveaux rendez-vous : {names}",
        Topics(names: String):
            "new topics: {names}"
            / "nouveaux thèmes : {names}",
        Drafts(files: String):
            "kept as drafts, which nobody but the newsroom has: {files}"
            / "gardés comme brouillons, que seule la rédaction a : {files}",
        DeadLink(place: String, address: String):
            "{place}: the link `{address}` leads nowhere on this paper"
            / "{place} : le lien « {address} » ne mène nulle part dans ce journal",
        NotRead(place: String, fr: String, en: String):
            "{place}: {en}"
            / "{place} : {fr}",
        NotCarried(place: String, file: String):
            "{place}: the file `{file}` is not carried: of linked files the paper takes PDF, sound and film, which it can clean"
            / "{place} : le fichier « {file} » n’est pas repris : des fichiers liés, le journal prend les PDF, les sons et les films, qu’il sait nettoyer",
        MoreNotRead(count: usize):
            "and {count} more things that the paper does not take over: `rotative check` names all of them"
            / "et {count} autres choses que le journal ne reprend pas : `rotative check` les nomme toutes",
        MoreLinks(count: usize):
            "and {count} more dead links"
            / "et {count} autres liens morts",
    }
}

/// How the names of one sort of thing are told.
type Tell = fn(String) -> Told;

/// A link of a manuscript to somewhere on the paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InnerLink {
    /// File and line.
    pub(crate) place: String,
    pub(crate) address: String,
}

/// What is watched while an import goes on.
#[derive(Debug, Default)]
pub(crate) struct Made {
    known: HashSet<Uuid>,
    pub(crate) drafts: Vec<String>,
    pub(crate) links: Vec<InnerLink>,
    /// What files hold and the paper does not take over.
    pub(crate) not_read: Vec<Told>,
}

impl Made {
    /// Begins with what is there already.
    pub(crate) async fn since(snapshot: &mut Snapshot) -> Result<Self, Broken> {
        let known = catalogue::all(snapshot).await?.into_iter().map(|entry| entry.id).collect();
        Ok(Self { known, ..Self::default() })
    }

    /// What is to be told once everything is in.
    pub(crate) async fn told(&self, snapshot: &mut Snapshot, desk: &Desk) -> Result<Vec<Told>, Broken> {
        let all = catalogue::all(snapshot).await?;
        let new: Vec<&Entry> = all.iter().filter(|entry| !self.known.contains(&entry.id)).collect();
        let mut told: Vec<Told> = new
            .iter()
            .filter(|entry| entry.thing == Thing::Section)
            .map(|entry| section(entry))
            .collect();
        let sorts: [(Thing, Tell); 4] = [
            (Thing::Person, Told::People),
            (Thing::Dossier, Told::Dossiers),
            (Thing::Series, Told::Series),
            (Thing::Topic, Told::Topics),
        ];
        for (thing, tell) in sorts {
            let names: Vec<&str> = new
                .iter()
                .filter(|entry| entry.thing == thing)
                .map(|entry| entry.name.as_str())
                .collect();
            told.extend(listed(&names).map(tell));
        }
        told.extend(listed(&self.drafts).map(Told::Drafts));
        told.extend(self.not_read.iter().take(NAMED).cloned());
        let more = self.not_read.len().saturating_sub(NAMED);
        told.extend((more > 0).then_some(Told::MoreNotRead(more)));
        told.extend(self.dead_links(snapshot, desk).await?);
        Ok(told)
    }

    async fn dead_links(&self, snapshot: &mut Snapshot, desk: &Desk) -> Result<Vec<Told>, Broken> {
        let mut dead = Vec::new();
        for InnerLink { place, address } in &self.links {
            if !acts::links::leads_somewhere(snapshot, desk, address).await? {
                dead.push(Told::DeadLink(place.clone(), address.clone()));
            }
        }
        let more = dead.len().saturating_sub(NAMED);
        dead.truncate(NAMED);
        dead.extend((more > 0).then_some(Told::MoreLinks(more)));
        Ok(dead)
    }
}

fn section(entry: &Entry) -> Told {
    match &entry.details.nearly {
        Some(other) => Told::Nearly(entry.name.clone(), other.clone(), entry.key.clone()),
        None => Told::Section(entry.name.clone()),
    }
}

/// Names in a row, the first of them; nothing of none.
fn listed<T: AsRef<str>>(names: &[T]) -> Option<String> {
    let first: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    let more = names.len().saturating_sub(NAMED);
    match (first.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(first.join(", ")),
        (false, more) => Some(format!("{} … (+{more})", first.join(", "))),
    }
}

/// Where a copy leads inside the paper, each address once: paths, and what is written as a path beside the manuscript.
pub(crate) fn inner_links(copy: &Copy) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for mark in copy.texts().into_iter().flatten().flat_map(Inline::marks) {
        if let Mark::Link(link) = mark {
            found.insert(link.href.clone());
        }
    }
    each_block(&copy.body, &mut |block| {
        if let Block::ReadAlso(also) = block {
            found.insert(also.attrs.address.clone());
        }
    });
    found.retain(|address| is_inner(address));
    found
}

fn is_inner(address: &str) -> bool {
    let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    !(address.is_empty() || address.starts_with('#') || address.starts_with("//") || has_scheme)
}

#[cfg(test)]
mod tests {
    use super::{is_inner, listed};

    #[test]
    fn links_inside_are_told_from_those_that_lead_out() {
        for inside in ["/2026/11/22/pont", "autre.md", "../a", "/a:b", "?page=2"] {
            assert!(is_inner(inside), "{inside}");
        }
        for outside in ["https://example.org/", "mailto:a@example.org", "//cdn.example/x", "#la-suite", ""] {
            assert!(!is_inner(outside), "{outside}");
        }
    }

    #[test]
    fn a_long_row_of_names_is_counted() {
        let names: Vec<String> = (1..=23).map(|number| format!("n{number}")).collect();
        assert_eq!(listed(&names[..2]).as_deref(), Some("n1, n2"));
        assert!(listed(&names).unwrap().ends_with("n20 … (+3)"));
        assert_eq!(listed::<&str>(&[]), None);
    }
}
