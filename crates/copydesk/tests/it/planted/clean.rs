//! The desk's own clean copy: thirty articles in which a copy editor finds nothing.

use std::path::Path;

use manuscript::Copy;
use manuscript::clock::Instant;
use manuscript::markdown::{self, Defaults};

/// An article as its file holds it.
#[derive(Clone, Debug)]
pub(crate) struct Clean {
    pub(crate) name: String,
    pub(crate) copy: Copy,
    pub(crate) published: Option<Instant>,
}

/// Every article of `tests/clean`, by name.
pub(crate) fn articles() -> Vec<Clean> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut articles: Vec<Clean> = files.map(|path| article(&path)).collect();
    articles.sort_by(|one, other| one.name.cmp(&other.name));
    articles
}

fn article(path: &Path) -> Clean {
    let defaults = Defaults {
        language: "fr".parse().unwrap(),
        zone: jiff::tz::TimeZone::get("Europe/Paris").unwrap(),
        markup: &arrivals::Arrivals,
    };
    let file = std::fs::read_to_string(path).unwrap();
    let manuscript = markdown::read(&file, &defaults).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Clean {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        copy: manuscript.copy,
        published: manuscript.published,
    }
}
