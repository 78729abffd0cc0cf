//! Links between the files of a folder: one that names another manuscript leads to the article that it is.
//!
//! An article that is not here yet gets the address that it will have; should that be another one in the end, because
//! something stood there, the file that links to it is brought in once more.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::Desk;
use manuscript::address::{self, decoded};
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::Stage;
use manuscript::{Copy, Uuid};
use store::{Broken, Snapshot, addresses};

use crate::folder::path_of;
use crate::reading::{Read, Reader};

/// What an import knows of its files while they become articles.
pub(crate) struct Crossing {
    reader: Arc<Reader>,
    /// Every manuscript of the folder, by its path from there.
    files: HashMap<String, PathBuf>,
    /// The articles that this import has met, by the paths of their files.
    articles: HashMap<String, Uuid>,
    /// Addresses that articles will have, by the paths of their files.
    expected: HashMap<String, Option<String>>,
    /// Files with a link to an article that was not here, and the paths of those.
    waiting: Vec<(PathBuf, Vec<String>)>,
}

impl Crossing {
    pub(crate) fn of(reader: Arc<Reader>, files: &[PathBuf]) -> Self {
        Self {
            files: files.iter().map(|file| (path_of(file), file.clone())).collect(),
            articles: HashMap::new(),
            expected: HashMap::new(),
            waiting: Vec::new(),
            reader,
        }
    }

    /// An article is here now.
    pub(crate) fn is_here(&mut self, file: &Path, article: Uuid) {
        self.articles.insert(path_of(file), article);
    }

    /// Leads the links of a file's copy that name other manuscripts to the articles that these are.
    pub(crate) async fn lead(&mut self, snapshot: &mut Snapshot, desk: &Desk, file: &Path, copy: &mut Copy) -> Result<(), Broken> {
        let mut named = BTreeSet::new();
        copy.each_address_mut(&mut |address| {
            if is_of_a_manuscript(address) {
                named.insert(address.clone());
            }
        });
        let (mut found, mut later) = (HashMap::new(), Vec::new());
        for named in named {
            let Some(path) = self.path_of(file, &named) else { continue };
            let here = self.article_at(&path);
            let address = match here {
                Some(article) => current(snapshot, article).await?,
                None => self.expected(desk, &path),
            };
            let Some(address) = address else { continue };
            if here.is_none() {
                later.push(path);
            }
            let behind = named.find(['#', '?']).map_or("", |at| &named[at..]);
            found.insert(named.clone(), format!("{address}{behind}"));
        }
        copy.each_address_mut(&mut |address| {
            if let Some(found) = found.get(address) {
                address.clone_from(found);
            }
        });
        if !later.is_empty() {
            self.waiting.push((file.to_owned(), later));
        }
        Ok(())
    }

    /// Files whose links were led to an address that another article has.
    pub(crate) async fn astray(&mut self, snapshot: &mut Snapshot) -> Result<Vec<PathBuf>, Broken> {
        let mut astray = Vec::new();
        for (file, paths) in std::mem::take(&mut self.waiting) {
            for path in paths {
                let Some(article) = self.article_at(&path) else { continue };
                if current(snapshot, article).await? != self.expected.get(&path).cloned().flatten() {
                    astray.push(file);
                    break;
                }
            }
        }
        Ok(astray)
    }

    fn article_at(&self, path: &str) -> Option<Uuid> {
        let known = || self.reader.known.articles.get(&format!("{}{path}", self.reader.prefix)).copied();
        self.articles.get(path).copied().or_else(known)
    }

    /// The manuscript that a link names: beside the file, else from the folder's root.
    fn path_of(&self, file: &Path, named: &str) -> Option<String> {
        let named = named.split(['#', '?']).next()?;
        let decoded = decoded(named).unwrap_or_else(|| named.to_owned());
        let beside = file.parent().unwrap_or(Path::new(""));
        let places = [
            beside.join(decoded.trim_start_matches('/')),
            PathBuf::from(decoded.trim_start_matches('/')),
        ];
        let paths = places.iter().filter_map(|place| Some(path_of(&normal(place)?)));
        let own = path_of(file);
        paths.into_iter().find(|path| self.files.contains_key(path) && *path != own)
    }

    /// The address that an article will have, if readers will have it.
    fn expected(&mut self, desk: &Desk, path: &str) -> Option<String> {
        if let Some(known) = self.expected.get(path) {
            return known.clone();
        }
        let expected = match self.files.get(path).map(|file| self.reader.read(file)) {
            Some(Read::Ready(ready)) if ready.incoming.manuscript.stage == Stage::Readers => {
                let incoming = &ready.incoming;
                let published = incoming
                    .manuscript
                    .published
                    .unwrap_or_else(|| incoming.file_date.min(desk.clock.now()));
                let made = || {
                    address::of_article(
                        &desk.paper.paths.article,
                        desk.day_of(published),
                        &incoming.manuscript.copy.headline,
                    )
                };
                Some(incoming.manuscript.address.clone().unwrap_or_else(made))
            }
            _ => None,
        };
        self.expected.insert(path.to_owned(), expected.clone());
        expected
    }
}

async fn current(snapshot: &mut Snapshot, article: Uuid) -> Result<Option<String>, Broken> {
    let thing = ThingId {
        thing: Thing::Article,
        id: article,
    };
    addresses::current(snapshot, thing).await
}

/// Whether an address names a file as people name manuscripts.
pub(crate) fn is_of_a_manuscript(address: &str) -> bool {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
    !has_scheme && !path.starts_with("//") && path.to_ascii_lowercase().ends_with(".md")
}

/// The place without `.` and `..`; nothing if it lies outside.
fn normal(place: &Path) -> Option<PathBuf> {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for part in place.components() {
        match part {
            Component::Normal(part) => normal.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                if !normal.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(normal)
}

#[cfg(test)]
mod tests {
    use super::{is_of_a_manuscript, normal};
    use std::collections::HashSet;
    use std::path::Path;

    #[test]
    fn manuscripts_are_named_by_their_ending() {
        let named: HashSet<&str> = ["b.md", "../a/b.MD#c", "/a/b.md?x"]
            .into_iter()
            .filter(|address| is_of_a_manuscript(address))
            .collect();
        assert_eq!(named.len(), 3);
        for other in ["https://a.example/b.md", "//a.example/b.md", "b.html", "#b.md", "mailto:a@b.md", ""] {
            assert!(!is_of_a_manuscript(other), "{other}");
        }
    }

    #[test]
    fn a_place_outside_is_none() {
        assert_eq!(normal(Path::new("a/../b/./c.md")).as_deref(), Some(Path::new("b/c.md")));
        assert_eq!(normal(Path::new("a/../../c.md")), None);
        assert_eq!(normal(Path::new("/c.md")), None);
    }
}
