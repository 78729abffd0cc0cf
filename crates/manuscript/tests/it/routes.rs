//! Every address that needs no row is read as what it was made from, and made again from what was read.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use manuscript::Kind;
use manuscript::address::{checked, day_in};
use manuscript::paper::{FormatEntry, Paper};
use manuscript::reserved::{self, Keeper, Reserved, Room};
use manuscript::route::{Asset, MediaFile, Overview, Route};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const HASH: &str = "ab34567890123456789012345678901234567890123456789012345678901234";

fn format(path: String) -> FormatEntry {
    FormatEntry {
        kind: Kind::Video,
        name: path.clone(),
        path,
        description: None,
    }
}

/// A paper with words of its own, each for one thing.
fn paper() -> impl Strategy<Value = Paper> {
    let words = proptest::collection::btree_set("[a-zé][a-z0-9-]{1,7}", 9..12);
    let words = words.prop_filter("free words", |words| words.iter().all(|word| reserved::keeper_of(word).is_none()));
    words.prop_map(|words| of_words(words.into_iter().collect()))
}

fn of_words(mut words: Vec<String>) -> Paper {
    let mut paper = Paper::named("Le Bief");
    let paths = &mut paper.paths;
    let kept = [
        &mut paths.people,
        &mut paths.dossiers,
        &mut paths.series,
        &mut paths.topics,
        &mut paths.latest,
        &mut paths.archive,
        &mut paths.corrections,
        &mut paths.suspensions,
        &mut paths.history,
    ];
    for place in kept {
        *place = words.pop().unwrap();
    }
    paper.formats = words.into_iter().map(format).collect();
    paper
}

/// What a path may be made of: the words of the paper, those of the site, and whatever is almost one.
fn piece(paper: &Paper) -> impl Strategy<Value = String> + use<> {
    let words: Vec<String> = paper.words().into_iter().cloned().collect();
    let fixed = [
        "feed.xml",
        "chain.json",
        "robots.txt",
        "sitemap.xml",
        "sitemaps",
        "lists.xml",
        "articles-0.xml",
        "articles-07.xml",
        "articles-+7.xml",
        "share",
        "mastodon",
        "assets",
        "filet-0a1b2c.css",
        "plus.js",
        "media",
        ".well-known",
        "favicon.ico",
        "recherche",
        "Rédaction",
        "wp-login.php",
        "feed",
        "2026",
        "11",
        "22",
        "31",
        "0022",
    ];
    let files = [
        format!("{HASH}.jpg"),
        format!("{HASH}-720.webp"),
        format!("{HASH}-0720.webp"),
        format!("{HASH}-.webp"),
    ];
    prop_oneof![
        3 => select(words),
        4 => select(fixed.map(String::from).to_vec()),
        1 => select(files.to_vec()),
        1 => Just(String::new()),
        1 => "[a-zé.-]{1,6}",
    ]
}

fn path_in(paper: &Paper) -> impl Strategy<Value = String> + use<> {
    prop_oneof![
        8 => vec(piece(paper), 0..5).prop_map(|pieces| format!("/{}", pieces.join("/"))),
        1 => vec(piece(paper), 0..3).prop_map(|pieces| pieces.join("/")),
        1 => "/{0,3}[^/]{0,4}/{0,3}",
    ]
}

fn paper_and_path() -> impl Strategy<Value = (Paper, String)> {
    paper().prop_flat_map(|paper| (path_in(&paper), Just(paper)).prop_map(|(path, paper)| (paper, path)))
}

/// Where something of the paper's own may stand: no route, and under no word of the site.
fn is_own(path: &str, paper: &Paper) -> bool {
    checked(path).is_ok() && Route::of(path, paper).is_none()
}

/// Every route that answers at a path, looked for by making addresses and reading none.
fn answering<'a>(path: &'a str, paper: &'a Paper) -> Vec<Route<'a>> {
    let history = &paper.paths.history;
    let mut all = vec![
        Route::Front,
        Route::OnMastodon,
        Route::Robots,
        Route::Sitemap,
        Route::SitemapOfLists,
        Route::Feed(""),
        Route::Corrections,
        Route::CorrectionsFeed,
        Route::Suspensions,
        Route::Latest,
        Route::Archive,
    ];
    all.extend((0..30).map(Route::SitemapOfArticles));
    all.extend(Overview::ALL.map(Route::Overview));
    all.extend(paper.formats.iter().map(Route::Format));
    all.extend(Asset::at(path).map(Route::Asset));
    all.extend(MediaFile::at(path).map(Route::Media));
    all.extend(day_in(path).map(Route::Day));
    let is_the_sites = reserved::of_the_site(reserved::first_word(path)).is_some();
    if !is_the_sites {
        let below = |ending: String| path.strip_suffix(ending.as_str());
        let of_a_section = below("/feed.xml".into()).filter(|above| above.strip_prefix('/') != Some(&paper.paths.corrections));
        all.extend(of_a_section.map(Route::Feed));
        all.extend(below(format!("/{history}")).map(Route::History));
        all.extend(below(format!("/{history}/chain.json")).map(Route::Chain));
        let is_slashed = path.ends_with('/') && !path.trim_matches('/').is_empty();
        all.extend(is_slashed.then_some(Route::SlashBehind(path)));
    }
    all.retain(|route| route.path(paper) == path);
    if all.is_empty() {
        all.extend(Reserved::at(path).map(Route::Reserved));
    }
    all
}

/// One of each, with what stands behind or before it chosen.
fn made<'a>(paper: &'a Paper, own: &'a str, slashed: &'a str, reserved: &'a str, number: u32, day: Date) -> Vec<Route<'a>> {
    let mut all = vec![
        Route::Front,
        Route::Asset(Asset {
            name: "piazzolla-roman",
            digest: "0a1b2c3d4e5f",
            ending: "woff2",
        }),
        Route::Media(MediaFile {
            hash: HASH,
            width: None,
            ending: "jpg",
        }),
        Route::Media(MediaFile {
            hash: HASH,
            width: Some(number),
            ending: "webp",
        }),
        Route::OnMastodon,
        Route::Robots,
        Route::Sitemap,
        Route::SitemapOfLists,
        Route::SitemapOfArticles(number),
        Route::Feed(""),
        Route::Feed(own),
        Route::Corrections,
        Route::CorrectionsFeed,
        Route::Suspensions,
        Route::History(own),
        Route::Chain(own),
        Route::Day(day),
        Route::Latest,
        Route::Archive,
        Route::SlashBehind(slashed),
        Route::Reserved(Reserved::at(reserved).unwrap()),
    ];
    all.extend(Overview::ALL.map(Route::Overview));
    all.extend(paper.formats.iter().map(Route::Format));
    all
}

fn reserved_path() -> impl Strategy<Value = String> {
    let words: Vec<&str> = reserved::words().map(|(word, _)| word).collect();
    let alone: BTreeSet<&str> = ["feed.xml", "robots.txt", "sitemap.xml"].into();
    (select(words), "(/[A-Z]{1,3}){0,2}").prop_map(move |(word, behind)| {
        let behind = if alone.contains(word) { "/X".to_owned() } else { behind };
        format!("/{word}{behind}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_route_is_read_at_its_path(
        (paper, own) in paper_and_path().prop_filter("an own address", |(paper, path)| is_own(path, paper)),
        slashes in 1..4_usize,
        reserved in reserved_path(),
        number in any::<u32>(),
        days in 0..3_000_000_i32,
    ) {
        let slashed = format!("{own}{}", "/".repeat(slashes));
        let day = date(0, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        for route in made(&paper, &own, &slashed, &reserved, number, day) {
            let path = route.path(&paper);
            prop_assert_eq!(Route::of(&path, &paper), Some(route), "{}", path);
        }
    }

    #[test]
    fn whatever_is_read_is_made_again((paper, path) in paper_and_path()) {
        if let Some(route) = Route::of(&path, &paper) {
            prop_assert_eq!(route.path(&paper), path);
        }
    }

    #[test]
    fn a_path_is_one_route_at_most_in_whatever_order_they_are_tried((paper, path) in paper_and_path()) {
        let answering = answering(&path, &paper);
        prop_assert!(answering.len() <= 1, "{}: {:?}", path, answering);
        prop_assert_eq!(Route::of(&path, &paper), answering.first().copied(), "{}", path);
    }

    #[test]
    fn nothing_of_the_paper_stands_under_a_word_of_the_site((paper, path) in paper_and_path()) {
        let route = Route::of_the_site(&path);
        if let Some(route) = route {
            prop_assert!(route.is_of_the_site());
            prop_assert_eq!(Route::of(&path, &paper), Some(route));
        }
        let is_checked = checked(&path).is_ok();
        prop_assert!(route.is_none() || !is_checked, "{} could be given away", path);
    }
}

#[test]
fn a_path_that_asks_for_nothing_is_no_route() {
    let mut paper = Paper::named("Le Bief");
    paper.formats.push(format("videos".into()));
    for path in [
        "",
        "//",
        "///",
        "eau",
        "/2026/11/31",
        "/2026/1/22",
        "/+026/11/22",
        "/2026/+1/22",
        "/2026/11/22/un-titre",
        "/a/chain.json",
        "/chain.json",
        "/rien",
        "//videos",
        "/videos/x",
    ] {
        assert_eq!(Route::of(path, &paper), None, "{path}");
    }
}

#[test]
fn a_paper_that_took_a_reserved_word_before_has_its_page_there() {
    let mut paper = Paper::named("Le Bief");
    paper.formats.push(format("recherche".into()));
    assert_eq!(Route::of("/recherche", &paper), Some(Route::Format(&paper.formats[0])));
    let below = Route::of("/recherche/pont", &paper);
    let Some(Route::Reserved(reserved)) = below else {
        panic!("{below:?}");
    };
    assert_eq!((reserved.word(), reserved.keeper), ("recherche", Keeper::Room(Room::Search)));
    assert_eq!(Route::of("/recherche/feed.xml", &paper), Some(Route::Feed("/recherche")));
}

#[test]
fn what_papers_are_made_of_is_free() {
    let paper = Paper::named("Le Bief");
    let sections = [
        "health",
        "sante",
        "politique",
        "live",
        "direct",
        "podcasts",
        "opinion",
        "la-redaction",
        "qui-sommes-nous",
        "abonnement",
    ];
    for word in paper.words().into_iter().map(String::as_str).chain(sections) {
        assert_eq!(reserved::keeper_of(word), None, "{word}");
    }
}

#[test]
fn the_decision_has_the_whole_list() {
    let decision = include_str!("../../../../docs/decisions/0043-one-route-and-the-rooms-addresses.md");
    let missing: Vec<&str> = reserved::words()
        .map(|(word, _)| word)
        .chain(reserved::beginnings())
        .filter(|word| !decision.contains(&format!("`{word}`")))
        .collect();
    assert!(missing.is_empty(), "not in decision 43: {missing:?}");
}
