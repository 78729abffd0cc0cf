//! Links that lead out of what readers have: each address once, with the places from which it is reached.

use std::collections::BTreeMap;

use manuscript::outside::outside_links;
use manuscript::paper::Paper;
use manuscript::{Instant, Uuid};
use store::articles::{self, Live};
use store::{Broken, Snapshot};

/// Articles that are read from the database at a time.
const AT_A_TIME: i64 = 200;

/// Where a link stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub article: Uuid,
    /// The article's own address.
    pub path: String,
    pub headline: String,
    /// The words that carry the link.
    pub words: String,
}

/// Addresses without what stands behind `#`, which never leaves the reader's machine, with their places.
pub type Places = BTreeMap<String, Vec<Place>>;

/// The outside links of the articles that readers have and that were **first** published since an instant. An archive that
/// was brought in yesterday is as old as it says, and a comma that was mended makes no old article a new one.
pub async fn in_articles_since(snapshot: &mut Snapshot, paper: &Paper, since: Instant) -> Result<Places, Broken> {
    let mut places = Places::new();
    let mut after = Uuid::nil();
    loop {
        let batch = articles::live_since(snapshot, since, after, AT_A_TIME).await?;
        let Some(last) = batch.last() else { return Ok(places) };
        after = last.id;
        for live in &batch {
            add(&mut places, paper, live);
        }
    }
}

fn add(places: &mut Places, paper: &Paper, live: &Live) {
    for link in outside_links(&live.copy) {
        let address = link.address.split('#').next().unwrap_or_default();
        if is_own(paper, address) {
            continue;
        }
        places.entry(address.to_owned()).or_default().push(Place {
            article: live.id,
            path: live.path.clone(),
            headline: live.copy.headline.clone(),
            words: link.words,
        });
    }
}

/// An address of the paper itself, written whole.
fn is_own(paper: &Paper, address: &str) -> bool {
    let rest = paper.address.as_ref().and_then(|own| address.strip_prefix(own.as_str()));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_own_pages_are_not_outside() {
        let paper = Paper {
            address: Some("https://journal.fr".into()),
            ..Paper::named("Journal")
        };
        assert!(is_own(&paper, "https://journal.fr") && is_own(&paper, "https://journal.fr/2026/11/20/pont"));
        assert!(!is_own(&paper, "https://journal.fr.example/") && !is_own(&Paper::named("Journal"), "https://journal.fr/"));
    }
}
