//! Every channel against the model: what a reader finds at each address, and that nothing else of the article is there.

use std::collections::BTreeSet;

use manuscript::commitment::{self, Committed, Leaf, Link, unhex};
use manuscript::picture::Media;
use manuscript::{Access, Nature, Uuid, canonical};
use serde_json::{Map, Value, json};

use super::deeds::{DOSSIERS, SECTIONS, TOPICS};
use super::night::{NAMED, Night};
use super::oracle::{Article, Suspension, Version, day_path};
use super::words::{Words, found, name_of};

/// Articles that a channel shows at least, the newest first.
const ON_THE_FRONT: usize = 20;
const IN_A_FEED: usize = 39;
const ON_A_PAGE: usize = 30;

type Set = BTreeSet<String>;

/// One paper: its newsroom, and what its articles must be.
pub(crate) struct World {
    pub(crate) night: Night,
    pub(crate) articles: Vec<Article>,
    pub(crate) pictures: Vec<Media>,
}

/// What was found wrong, in words.
#[derive(Default)]
pub(crate) struct Wrong(pub(crate) Vec<String>);

impl Wrong {
    fn unless(&mut self, is_so: bool, why: impl FnOnce() -> String) {
        if !is_so {
            self.0.push(why());
        }
    }
}

/// What a channel must show of one article.
struct Wanted {
    path: String,
    status: u16,
    least: Set,
    most: Set,
}

impl Wanted {
    fn exactly(path: impl Into<String>, status: u16, words: Set) -> Self {
        Self {
            path: path.into(),
            status,
            least: words.clone(),
            most: words,
        }
    }

    fn between(path: impl Into<String>, status: u16, (least, most): (Set, Set)) -> Self {
        Self {
            path: path.into(),
            status,
            least,
            most,
        }
    }
}

impl World {
    /// Everything that belongs to an article.
    pub(crate) fn check(&self, index: usize) -> Wrong {
        let article = &self.articles[index];
        let mut wrong = Wrong::default();
        for wanted in self.wanted(index) {
            let answer = self.night.get(&wanted.path);
            let words = found(&answer.text(), article.number);
            wrong.unless(answer.status == wanted.status, || {
                format!("{} answers {} and not {}", wanted.path, answer.status, wanted.status)
            });
            let missing: Vec<_> = wanted.least.difference(&words).collect();
            wrong.unless(missing.is_empty(), || format!("{} does not show {missing:?}", wanted.path));
            let leaked: Vec<_> = words.difference(&wanted.most).collect();
            wrong.unless(leaked.is_empty(), || format!("{} LEAKS {leaked:?}", wanted.path));
        }
        self.check_addresses(article, &mut wrong);
        self.check_chain(article, &mut wrong);
        self.check_picture(index, &mut wrong);
        wrong
    }

    fn wanted(&self, index: usize) -> Vec<Wanted> {
        let article = &self.articles[index];
        let mut wanted = vec![on_the_page(article), history(article)];
        wanted.extend(self.lists(index));
        wanted.extend(self.feeds(index));
        wanted.extend(self.truths(article));
        wanted.extend(overviews(article));
        wanted
    }

    /// How many live articles of a list stand before this one; nothing if it does not stand there.
    fn rank(&self, index: usize, in_list: &dyn Fn(&Article) -> bool) -> Option<usize> {
        let own = &self.articles[index];
        (own.is_live() && in_list(own)).then(|| {
            let key = |article: &Article| (article.first_at, article.id);
            let before = self
                .articles
                .iter()
                .filter(|other| other.is_live() && in_list(other) && key(other) > key(own));
            before.count()
        })
    }

    fn is_known(&self, name: &str) -> bool {
        let is_key = NAMED.contains(&name);
        is_key || self.articles.iter().any(|article| article.known.contains(name))
    }

    fn lists(&self, index: usize) -> Vec<Wanted> {
        let own = &self.articles[index];
        let mut wanted = Vec::new();
        let mut list = |path: String, status: u16, in_list: &dyn Fn(&Article) -> bool, (most, name): (usize, Set)| {
            let rank = self.rank(index, in_list);
            let card = card(own);
            let mut all: Set = if rank.is_some() { card } else { Set::new() };
            all.extend(name.iter().cloned());
            let mut least: Set = if rank.is_some_and(|rank| rank < most) {
                headline(own)
            } else {
                Set::new()
            };
            if status == 200 {
                least.extend(name);
            }
            wanted.push(Wanted::between(path, status, (least, all)));
        };
        list("/".into(), 200, &|_| true, (ON_THE_FRONT, Set::new()));
        for section in SECTIONS {
            let last = section.rsplit('/').next().unwrap_or_default();
            let status = if self.is_known(last) { 200 } else { 404 };
            list(
                format!("/{section}"),
                status,
                &|article| stands_in(article, section),
                (ON_A_PAGE, Set::new()),
            );
        }
        let mut named: Vec<(&str, String)> = DOSSIERS.iter().map(|name| ("dossiers", (*name).to_owned())).collect();
        named.extend(TOPICS.iter().map(|name| ("themes", (*name).to_owned())));
        named.extend(own.placed.topics.iter().map(|name| ("themes", name.clone())));
        named.extend(names_of_people(own).into_iter().map(|name| ("auteurs", name)));
        for (word, name) in named {
            let status = if self.is_known(&name) { 200 } else { 404 };
            let words = if status == 200 { found(&name, own.number) } else { Set::new() };
            let path = format!("/{word}/{}", name.to_lowercase().replace(' ', "-"));
            list(path, status, &|article| names(article, &name), (ON_A_PAGE, words));
        }
        if let Some(first_at) = own.first_at {
            let day = day_path(first_at);
            let in_list = |article: &Article| article.first_at.is_some_and(|at| day_path(at) == day);
            let is_there = self.articles.iter().any(|article| article.is_live() && in_list(article));
            list(day.clone(), if is_there { 200 } else { 404 }, &in_list, (ON_A_PAGE, Set::new()));
        }
        wanted
    }

    /// The feed of the paper and of a section: articles, and what was taken back with its reason.
    fn feeds(&self, index: usize) -> Vec<Wanted> {
        let own = &self.articles[index];
        let mut feeds: Vec<(String, Option<&str>)> = vec![("/feed.xml".into(), None)];
        let known = SECTIONS
            .iter()
            .filter(|section| self.is_known(section.rsplit('/').next().unwrap_or_default()));
        feeds.extend(known.map(|section| (format!("/{section}/feed.xml"), Some(*section))));
        let key = |article: &Article| {
            let at = if article.is_retracted() {
                article.retracted_at
            } else {
                article.first_at
            };
            (at, article.id)
        };
        feeds
            .into_iter()
            .map(|(path, section)| {
                let in_feed = |article: &Article| !article.versions.is_empty() && section.is_none_or(|section| stands_in(article, section));
                let before = self
                    .articles
                    .iter()
                    .filter(|other| in_feed(other) && key(other) >= key(own))
                    .count();
                let most = if in_feed(own) { in_a_feed(own) } else { Set::new() };
                let least = if before < IN_A_FEED { most.clone() } else { Set::new() };
                Wanted::between(path, 200, (least, most))
            })
            .collect()
    }

    /// Corrections and suspensions.
    fn truths(&self, own: &Article) -> Vec<Wanted> {
        let is_listed = |version: &&Version| !matches!(version.nature, Nature::Typo | Nature::Update | Nature::First);
        let told: Vec<&Version> = own
            .versions
            .iter()
            .filter(is_listed)
            .filter(|version| version.told.is_some())
            .collect();
        let mut words: Set = told.iter().flat_map(|version| told_words(version)).collect();
        if !told.is_empty() {
            words.extend(headline(own));
        }
        // Those of others may have pushed it to the next page.
        let is_last = self.articles.last().is_some_and(|last| last.number == own.number);
        let least = if is_last { words.clone() } else { Set::new() };
        let mut wanted = vec![
            Wanted::between("/corrections", 200, (least.clone(), words.clone())),
            Wanted::between("/corrections/feed.xml", 200, (least, words)),
        ];
        let any = self
            .articles
            .iter()
            .flat_map(|article| &article.suspensions)
            .any(|one| one.has_begun);
        let begun: Vec<&Suspension> = own.suspensions.iter().filter(|one| one.has_begun).collect();
        let mut words: Set = begun
            .iter()
            .flat_map(|one| [Some(one.reason.clone()), one.why_ended.clone()])
            .flatten()
            .collect();
        if !begun.is_empty() && own.is_live() {
            words.extend(headline(own));
        }
        wanted.push(Wanted::exactly("/suspensions", if any { 200 } else { 404 }, words));
        wanted
    }

    /// Where it is, where it was, where it is listed for search engines.
    fn check_addresses(&self, own: &Article, wrong: &mut Wrong) {
        let map = self.night.get("/sitemaps/articles-0.xml").text();
        let path = own.path.clone().unwrap_or_else(|| would_be(own, self.night.now()));
        let is_mapped = map.contains(&format!("https://journal.example{path}</loc>"));
        wrong.unless(is_mapped == own.is_live(), || format!("the sitemap is wrong about {path}"));
        for former in &own.former {
            let answer = self.night.get(former);
            let is_right = (answer.status, answer.header("location")) == (301, own.path.as_deref());
            wrong.unless(is_right, || {
                format!("{former} leads to {:?} ({})", answer.header("location"), answer.status)
            });
            wrong.unless(!map.contains(&format!("{former}</loc>")), || format!("the sitemap has {former}"));
            let history = self.night.get(&format!("{former}/historique"));
            wrong.unless(history.status == 301, || format!("{former}/historique answers {}", history.status));
        }
    }

    /// The chain verifies, and holds what is public of every version and no more.
    fn check_chain(&self, own: &Article, wrong: &mut Wrong) {
        let Some(path) = &own.path else { return };
        let path = format!("{path}/historique/chain.json");
        let answer = self.night.get(&path);
        wrong.unless(answer.status == 200, || format!("{path} answers {}", answer.status));
        let open = |version: &Version| -> Set {
            let parts = version.parts().filter(|part| !own.is_retracted() && is_open(own, &part.path));
            parts.flat_map(|part| part.words).collect()
        };
        let words: Set = own.versions.iter().flat_map(open).collect();
        let shown = found(&answer.text(), own.number);
        wrong.unless(shown == words, || format!("{path} shows {shown:?} and not {words:?}"));
        let chain: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let broken = broken_links(&chain, own);
        wrong.unless(broken.is_empty(), || format!("{path} does not verify: {broken:?}"));
    }

    fn check_picture(&self, index: usize, wrong: &mut Wrong) {
        let Media::Asset { hash, .. } = &self.pictures[index] else { return };
        let is_used = self.articles[index].live().is_some_and(|words| words.lead.is_some());
        let status = self.night.get(&format!("/media/{hash}.png")).status;
        wrong.unless(status == if is_used { 200 } else { 404 }, || {
            format!("the picture answers {status}")
        });
    }

    /// Every address of the paper that anything is asked at.
    pub(crate) fn all_paths(&self) -> Set {
        let mut paths: Set = (0..self.articles.len())
            .flat_map(|index| self.wanted(index))
            .map(|wanted| wanted.path)
            .collect();
        for article in &self.articles {
            paths.extend(article.former.iter().cloned());
            paths.extend(article.path.iter().map(|path| format!("{path}/historique/chain.json")));
        }
        let others = [
            "/sitemap.xml",
            "/sitemaps/lists.xml",
            "/sitemaps/articles-0.xml",
            "/archives",
            "/?page=2",
        ];
        paths.extend(others.into_iter().map(str::to_owned));
        for list in [
            "/monde",
            "/monde/europe",
            "/culture",
            "/sport",
            "/themes/eau",
            "/dossiers/dossier-rhone",
            "/corrections",
        ] {
            paths.extend((2..5).map(|page| format!("{list}?page={page}")));
        }
        paths
    }
}

fn would_be(own: &Article, now: i64) -> String {
    let slug = own.draft.headline.clone().unwrap_or_default().to_lowercase();
    format!("{}/titre-{slug}", day_path(now))
}

fn on_the_page(own: &Article) -> Wanted {
    let Some(path) = own.path.clone() else {
        // A moment before midnight the day may be another one: then this is simply another address without anything.
        return Wanted::exactly(would_be(own, own.seen_at), 404, Set::new());
    };
    let Some(live) = own.live() else {
        let mut words = headline(own);
        words.extend(own.versions.last().into_iter().flat_map(told_words));
        return Wanted::exactly(path, 410, words);
    };
    let mut words: Set = live
        .parts()
        .into_iter()
        .filter(|part| is_open(own, &part.path))
        .flat_map(|part| part.words)
        .collect();
    words.extend(own.versions.iter().flat_map(told_words));
    words.extend(own.placed.topics.iter().flat_map(|name| found(name, own.number)));
    let standing = own.suspensions.iter().filter(|one| one.has_begun && !one.has_ended);
    let closing = standing.min_by_key(|one| (std::cmp::Reverse(one.begins), one.id));
    words.extend(closing.map(|one| one.reason.clone()));
    Wanted::exactly(path, 200, words)
}

/// Whether whoever has no account may see a part: all but what stands past the teaser.
fn is_open(own: &Article, path: &str) -> bool {
    let Some(live) = own.live().filter(|_| own.access() != Access::Everyone) else {
        return true;
    };
    let shown = live.blocks.len().saturating_sub(1).min(own.placed.teaser as usize);
    !path.starts_with("body/") || live.blocks.iter().take(shown).any(|(id, _)| path == format!("body/{id}"))
}

fn told_words(version: &Version) -> Vec<String> {
    let told = version.told.iter().filter(|told| !told.is_withheld);
    told.flat_map(|told| told.words.clone()).collect()
}

fn last_readable(own: &Article) -> Words {
    own.versions.last().map(Version::readable).unwrap_or_default()
}

fn headline(own: &Article) -> Set {
    last_readable(own).headline.into_iter().collect()
}

fn card(own: &Article) -> Set {
    let words = last_readable(own);
    [words.headline, words.kicker, words.standfirst, words.byline, words.lead]
        .into_iter()
        .flatten()
        .collect()
}

fn in_a_feed(own: &Article) -> Set {
    if own.is_retracted() {
        let reason = own.versions.last().into_iter().flat_map(told_words);
        return headline(own).into_iter().chain(reason).collect();
    }
    let words = last_readable(own);
    [words.headline, words.standfirst, words.byline].into_iter().flatten().collect()
}

fn stands_in(article: &Article, section: &str) -> bool {
    let own = article.placed.section.as_deref();
    own.is_some_and(|own| own == section || own.starts_with(&format!("{section}/")))
}

fn names(article: &Article, name: &str) -> bool {
    let placed = article.placed.dossiers.iter().chain(&article.placed.topics);
    let byline = last_readable(article).byline.map(|word| name_of(&word));
    placed.chain(&byline).any(|other| other == name)
}

fn names_of_people(own: &Article) -> Set {
    let published = own.versions.iter().filter_map(|version| version.words.byline.clone());
    published.chain(own.draft.byline.clone()).map(|word| name_of(&word)).collect()
}

/// The lists of everything that has a name: what no public article named is not there.
fn overviews(own: &Article) -> Vec<Wanted> {
    let known: Set = own.known.iter().flat_map(|name| found(name, own.number)).collect();
    let people: Set = names_of_people(own).iter().flat_map(|name| found(name, own.number)).collect();
    let (people, topics): (Set, Set) = known.into_iter().partition(|word| people.contains(word));
    let mut wanted = Vec::new();
    if !people.is_empty() {
        wanted.push(Wanted::exactly("/auteurs", 200, people));
    }
    if !topics.is_empty() {
        wanted.push(Wanted::exactly("/themes", 200, topics));
    }
    wanted
}

/// The history shows what changed between versions that readers were told of, nothing withheld, nothing restricted.
fn history(own: &Article) -> Wanted {
    let Some(path) = &own.path else {
        return Wanted::exactly("/historique", 404, Set::new());
    };
    let is_public = |version: &Version| version.nature != Nature::Typo;
    let mut least = headline(own);
    let told = own.versions.iter().filter(|version| is_public(version));
    least.extend(told.flat_map(told_words));
    let mut most = least.clone();
    if !own.is_retracted() {
        let parts = own.versions.iter().flat_map(Version::parts).filter(|part| is_open(own, &part.path));
        most.extend(parts.flat_map(|part| part.words));
        let pairs = own.versions.windows(2).filter(|pair| is_public(&pair[1]));
        least.extend(pairs.flat_map(|pair| changed(own, &pair[0], &pair[1])));
    }
    Wanted::between(format!("{path}/historique"), 200, (least, most))
}

/// The words that came into a part that both versions have.
fn changed(own: &Article, before: &Version, after: &Version) -> Set {
    if [before, after].iter().any(|version| version.nature == Nature::Retraction) {
        return Set::new();
    }
    let is_shown = |path: &str| !before.held.contains(path) && !after.held.contains(path) && is_open(own, path);
    let (old, new) = (before.words.parts(), after.words.parts());
    let same_place = new.iter().filter(|part| is_shown(&part.path));
    same_place
        .filter(|part| part.path != "byline" && part.path != "lead")
        .filter_map(|part| Some((part, old.iter().find(|other| other.path == part.path)?)))
        .filter(|(new, old)| new.bare.is_some() && old.bare.is_some())
        .flat_map(|(new, old)| new.words.iter().filter(|word| !old.words.contains(word)).cloned())
        .collect()
}

/// What does not verify, as a stranger checks it: each open leaf against its digest, each link against its leaves.
fn broken_links(chain: &Value, own: &Article) -> Vec<String> {
    let mut broken = Vec::new();
    let mut previous = commitment::NO_LINK;
    let versions = chain["versions"].as_array().cloned().unwrap_or_default();
    if versions.len() != own.versions.len() {
        broken.push(format!("{} versions and not {}", versions.len(), own.versions.len()));
    }
    for (version, wanted) in versions.iter().zip(&own.versions) {
        let link = version["link"].as_str().and_then(unhex::<32>).unwrap_or_default();
        let place = Link {
            previous: &previous,
            article: own.id.unwrap_or_else(Uuid::nil),
            number: version["number"].as_i64().unwrap_or_default(),
            nature: wanted.nature,
            at: manuscript::Instant(version["at"].as_i64().unwrap_or_default()),
        };
        let (copy, leaves) = opened(version);
        let found = commitment::verify(
            &Committed {
                copy: &copy,
                leaves: &leaves,
            },
            &place,
            &link,
        );
        broken.extend(found.into_iter().map(|wrong| format!("version {}: {wrong}", place.number)));
        previous = link;
    }
    broken
}

/// The copy that the open leaves make, and all leaves.
fn opened(version: &Value) -> (String, Vec<Leaf>) {
    let mut fields = Map::new();
    let mut body = Vec::new();
    let mut leaves = Vec::new();
    for leaf in version["leaves"].as_array().into_iter().flatten() {
        let text = |name: &str| leaf[name].as_str().map(str::to_owned);
        let path = text("path").unwrap_or_default();
        if let Some(said) = text("text").and_then(|said| serde_json::from_str::<Value>(&said).ok()) {
            if path.starts_with("body/") {
                body.push(said);
            } else {
                fields.insert(path.clone(), said);
            }
        }
        leaves.push(Leaf {
            path,
            salt: text("salt"),
            digest: text("digest").unwrap_or_default(),
        });
    }
    if !body.is_empty() {
        fields.insert("body".into(), json!(body));
    }
    (canonical::text_of(&fields).unwrap_or_default(), leaves)
}
