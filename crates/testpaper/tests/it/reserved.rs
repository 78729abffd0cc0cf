//! Reserved words: no door gives one away, and a paper that had one before keeps it.

use acts::addressing::move_address;
use acts::describing::{Describing, describe_one};
use manuscript::By;
use manuscript::address::slug;
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::Paper;
use manuscript::reserved;
use store::catalogue::Details;
use testpaper::{InProcess, Refused, engines, on_both};

use crate::news;

/// Somewhere an address is given away: what it does with a word, or the sentence that refuses it.
type Door = fn(&InProcess, &str) -> Result<(), String>;

const DOORS: [(&str, Door); 8] = [
    ("an article's address", as_an_article),
    ("an address with more behind it", as_an_article_below),
    ("a moved address", as_a_moved_address),
    ("a section", as_a_section),
    ("a page", as_a_page),
    ("a format", as_a_format),
    ("a word of the paper's", as_a_word),
    ("a section of the settings", as_a_section_of_the_settings),
];

fn as_an_article(paper: &InProcess, word: &str) -> Result<(), String> {
    bring(paper, &format!("/{word}"))
}

fn as_an_article_below(paper: &InProcess, word: &str) -> Result<(), String> {
    bring(paper, &format!("/{word}/2019/pont/"))
}

fn bring(paper: &InProcess, address: &str) -> Result<(), String> {
    // What the site has had since its first release is refused where the manuscript is read.
    manuscript::address::checked(address).map_err(|refused| refused.to_string())?;
    let text = news("Un pont", "Texte.").replace("published:", &format!("address: {address}\npublished:"));
    paper.newsroom().bring_in("un/pont.md", text).map(drop)
}

fn as_a_moved_address(paper: &InProcess, word: &str) -> Result<(), String> {
    let article = article_at(paper, "/2026/11/20/ancien");
    let (thing, path) = (
        ThingId {
            thing: Thing::Article,
            id: article,
        },
        format!("/{word}"),
    );
    paper
        .newsroom()
        .does(async |tx, desk, by| move_address(tx, desk, by, thing, &path).await)
        .map(drop)
}

fn article_at(paper: &InProcess, path: &str) -> manuscript::Uuid {
    let found = paper.wait(async {
        let mut snapshot = paper.store.snapshot().await.unwrap();
        store::addresses::at(&mut snapshot, path).await.unwrap()
    });
    found.unwrap_or_else(|| panic!("nothing at {path}")).thing.id
}

fn as_a_section(paper: &InProcess, word: &str) -> Result<(), String> {
    // A section's address is made of the words of its path: it never has a point.
    let wanted = Describing {
        thing: Thing::Section,
        key: word.to_owned(),
        name: None,
        details: Details::default(),
        position: None,
    };
    paper
        .newsroom()
        .does(async |tx, desk, by| describe_one(tx, desk, by, wanted.clone()).await)
        .map(drop)
}

fn as_a_page(paper: &InProcess, word: &str) -> Result<(), String> {
    paper
        .newsroom()
        .write_page(word, "---\nheadline: Une page\n---\n\nTexte.\n")
        .map(drop)
}

fn as_a_format(paper: &InProcess, word: &str) -> Result<(), String> {
    set(
        paper,
        &format!("[[format]]\nkind = \"video\"\npath = \"{word}\"\nname = \"Vidéos\"\n"),
    )
}

fn as_a_word(paper: &InProcess, word: &str) -> Result<(), String> {
    set(paper, &format!("[paths]\nlatest = \"{word}\"\n"))?;
    set(paper, &format!("[paths]\narticle = \"/{word}/{{slug}}\"\n"))
}

fn as_a_section_of_the_settings(paper: &InProcess, word: &str) -> Result<(), String> {
    set(paper, &format!("[[section]]\npath = \"{word}/fluvial\"\nname = \"Fluvial\"\n"))
}

fn set(paper: &InProcess, settings: &str) -> Result<(), String> {
    paper.newsroom().set_paper(&format!("name = \"Journal\"\n{settings}"))
}

/// Whether a door takes a word as it is: sections and pages have words without points.
fn is_taken_as_it_is(door: &str, word: &str) -> bool {
    !(door.contains("section") || door == "a page") || slug(word) == word
}

#[test]
fn every_reserved_word_is_refused_at_every_door_that_gives_addresses() {
    on_both(|paper| {
        paper.newsroom().bring_in("ancien.md", news("Ancien", "Texte.")).unwrap();
        let before = paper.record(None).len();
        let own = [
            "wp-login.php",
            "favicon-32x32.png",
            "apple-touch-icon-180x180.png",
            ".env",
            "Recherche",
            "rédaction",
        ];
        for word in reserved::words().map(|(word, _)| word).chain(own) {
            let keeper = reserved::keeper_of(word).unwrap().said().en;
            for (name, door) in DOORS {
                if !is_taken_as_it_is(name, word) {
                    continue;
                }
                let Err(refused) = door(paper, word) else {
                    panic!("`{word}` was given away as {name}");
                };
                let is_said = refused.contains(&format!("is kept for {keeper}"));
                // The site's oldest words are refused with the settings' own sentence, as they have always been.
                assert!(
                    is_said || refused.contains("cannot be the first word"),
                    "`{word}` as {name}: {refused}"
                );
            }
        }
        assert_eq!(paper.record(None).len(), before, "what is refused leaves nothing behind");
        assert!(as_a_format(paper, "videos").is_ok() && as_a_section(paper, "sante").is_ok() && as_a_page(paper, "charte").is_ok());
    });
}

#[test]
fn a_made_address_that_falls_on_a_reserved_word_gets_a_number() {
    for engine in engines() {
        let mut settings = Paper::named("Journal");
        settings.paths.article = "/{slug}".into();
        let paper = InProcess::of(engine, &settings);
        let newsroom = paper.newsroom();
        newsroom.bring_in("recherche/a.md", news("Recherche", "Un.")).unwrap();
        newsroom.bring_in("recherche/b.md", news("Lettres", "Deux.")).unwrap();
        newsroom.bring_in("recherche/c.md", news("Archives", "Trois.")).unwrap();
        for (path, words) in [("/lettres-2", "Deux."), ("/archives-2", "Trois.")] {
            assert!(paper.get(path).page().contains(words), "{path}");
        }
        assert!(paper.get("/recherche-2").page().contains("Lettres"), "the folder's section");
        assert!(paper.get("/recherche-2-2").page().contains("Un."));
        for path in ["/recherche", "/lettres", "/archives/"] {
            assert_eq!(paper.get(path).status, 404, "{path}");
        }
    }
}

#[test]
fn an_address_that_is_something_already_is_refused_and_says_what_it_is() {
    on_both(|paper| {
        paper.newsroom().bring_in("un/pont.md", news("Un pont", "Texte.")).unwrap();
        as_a_format(paper, "videos").unwrap();
        for (path, what) in [
            ("/2026/11/22", "is the page of a day"),
            ("/2026/11/22/", "is the page of a day"),
            ("/archives", "is the archive"),
            ("/dossiers", "is the list of dossiers"),
            ("/auteurs/", "is the list of people"),
            ("/videos", "is the page of a format"),
            ("/un/feed.xml", "is a feed"),
            ("/corrections/feed.xml", "is a feed"),
            ("/2026/11/20/un-pont/historique", "is the history of an article"),
            ("/2026/11/20/un-pont/historique/chain.json", "is the chain of an article"),
            ("/feed.xml", "is kept for feeds"),
        ] {
            bring(paper, path).refused(what);
        }
        bring(paper, "/2014/05/un-pont-sur-la-vaux/").unwrap();
        assert_eq!(
            paper.get("/2014/05/un-pont-sur-la-vaux/").status,
            200,
            "the slash of another system is kept"
        );
    });
}

/// A paper that was there before words were reserved: its rows and settings as an earlier release gave them.
fn older(paper: &InProcess) {
    let newsroom = paper.newsroom();
    newsroom.bring_in("labo/pont.md", news("Un pont", "Texte.")).unwrap();
    newsroom.bring_in("labo/autre.md", news("Un autre", "Texte.")).unwrap();
    set(
        paper,
        "[paths]\nlatest = \"fil-a\"\n\n[[format]]\nkind = \"news\"\npath = \"format-a\"\nname = \"Nouvelles\"\n",
    )
    .unwrap();
    newsroom
        .write_page("nos-lettres", "---\nheadline: Lettres\n---\n\nTrois lettres.\n")
        .unwrap();
    for (path, before) in [
        ("/2026/11/20/un-pont", "/feed/un-pont"),
        ("/labo", "/recherche"),
        ("/nos-lettres", "/lettres"),
    ] {
        let statement = format!("update addresses set path = '{before}' where path = '{path}'");
        paper.database.tamper(&statement);
    }
    paper.database.tamper("update catalogue set key = 'recherche' where key = 'labo'");
    paper
        .database
        .tamper("update catalogue set key = 'lettres' where key = 'nos-lettres'");
    paper
        .database
        .tamper("update paper set settings = replace(settings, 'fil-a', 'rss')");
    paper
        .database
        .tamper("update paper set settings = replace(settings, 'format-a', 'comments')");
    paper.lose_shelf();
}

const OLDER: &str = "[paths]\nlatest = \"rss\"\n\n[[format]]\nkind = \"news\"\npath = \"comments\"\nname = \"Nouvelles\"\n\n\
                     [[section]]\npath = \"recherche\"\nname = \"La recherche\"\n";

#[test]
fn a_paper_that_had_reserved_words_before_keeps_them() {
    on_both(|paper| {
        older(paper);
        for path in [
            "/feed/un-pont",
            "/feed/un-pont/historique",
            "/recherche",
            "/recherche/feed.xml",
            "/lettres",
            "/rss",
            "/comments",
        ] {
            assert_eq!(paper.get(path).status, 200, "{path}");
        }
        set(paper, OLDER).unwrap();
        assert!(paper.get("/recherche").page().contains("La recherche"));
        as_a_page(paper, "lettres").unwrap();
        assert!(paper.get("/lettres").page().contains("Une page"));
        bring(paper, "/recherche/un-pont-a-part").unwrap();
        as_a_section(paper, "recherche/chimie").unwrap();
        assert_eq!(
            paper.get("/recherche/chimie").status,
            200,
            "what is below its section is its own too"
        );
        let moved = article_at(paper, "/2026/11/20/un-autre");
        paper.newsroom().move_address(moved, "/feed/un-autre").unwrap();
        assert_eq!(paper.get("/2026/11/20/un-autre").header("location"), Some("/feed/un-autre"));
    });
}

#[test]
fn a_paper_that_had_some_words_is_refused_all_others() {
    on_both(|paper| {
        older(paper);
        as_a_section(paper, "compte").refused("is kept for the readers’ account");
        bring(paper, "/search/un-pont").refused("is kept for search");
        set(paper, &OLDER.replace("\"rss\"", "\"atom\"")).refused("`/atom` is kept for feeds");
        set(paper, "").unwrap();
        set(paper, OLDER).refused("`/rss` is kept for feeds");
        assert_eq!(
            paper.get("/recherche").status,
            200,
            "an address is for ever, a word of the settings is not"
        );
    });
}

#[test]
fn a_text_that_links_to_a_room_that_is_not_there_leads_nowhere() {
    on_both(|paper| {
        older(paper);
        let leads = |address: &str| {
            let asked = paper
                .newsroom()
                .tries(async |tx, desk, _: &By| acts::links::leads_somewhere(tx, desk, address).await);
            asked.unwrap()
        };
        for there in [
            "/",
            "/recherche",
            "/recherche/feed.xml",
            "/feed/un-pont/historique",
            "/archives",
            "/feed.xml",
            "/2026/11/20",
        ] {
            assert!(leads(there), "{there}");
        }
        for nowhere in ["/compte", "/media/rien", "/feed", "/rien/historique", "/rien/feed.xml"] {
            assert!(!leads(nowhere), "{nowhere}");
        }
    });
}

#[test]
fn a_reserved_word_answers_that_nothing_is_there() {
    on_both(|paper| {
        for (word, keeper) in reserved::words() {
            let answers = [("feed.xml", 200), ("robots.txt", 200), ("sitemap.xml", 200)];
            let expected = answers.iter().find(|(known, _)| *known == word).map_or(404, |(_, status)| *status);
            assert_eq!(paper.get(&format!("/{word}")).status, expected, "{word}, for {keeper:?}");
        }
    });
}
