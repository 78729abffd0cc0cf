//! Plans: an embargo on every channel to the second, a frozen schedule, a process that was down, both summer-time changes.

use std::sync::Arc;

use acts::planning::{Embargoing, Scheduling};
use acts::publication::Publication;
use acts::{Desk, planning, publication};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use manuscript::paper::Paper;
use manuscript::planned::{Planned, Turn};
use manuscript::{By, Clock, Instant, Nature, Tag, Uuid};
use press::jobs::NightDesk;
use press::{Pages, Press};
use shelf::{Shelf, Standing};
use store::media::MediaFolders;
use store::{Store, articles};
use testpaper::{CountedIds, Served, StoppedClock, TestPaper};

use crate::acts::{act, refused_act, save, until, until_it_says};
use crate::{news, on_both};

const SECRET: &str = "---\nheadline: Un secret bien gardé\nsection: secrets\ntopics: [Cachotteries]\ndossiers: [Affaire X]\nbyline: [Mata Hari]\nlead:\n  picture: secret.png\n  credit: Une source\n  alt: Une porte\n---\n\nLe texte du secret.\n";

/// The local time of the paper in so many seconds, as an editor writes it.
fn in_seconds(seconds: i64) -> String {
    #[expect(clippy::disallowed_methods, reason = "the real program has the real clock")]
    let now = Timestamp::now();
    let later = Timestamp::from_second(now.as_second() + seconds).unwrap();
    let zone = TimeZone::get("Europe/Paris").unwrap();
    later.to_zoned(zone).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// What each channel says; the front answers with the marks of what must not be seen before its time.
fn leaks(served: &Served, media: &str) -> Vec<String> {
    let channels = [
        "/",
        "/feed.xml",
        "/sitemap.xml",
        "/sitemaps/1.xml",
        "/sitemaps/lists.xml",
        "/archives",
        "/corrections",
        "/auteurs",
        "/dossiers",
        "/themes",
    ];
    let mut found: Vec<String> = channels
        .into_iter()
        .filter(|path| {
            let text = served.get(path).text().to_lowercase();
            ["secret", "cachotterie", "affaire x", "affaire-x", "mata"]
                .iter()
                .any(|word| text.contains(word))
        })
        .map(str::to_owned)
        .collect();
    let closed = [
        "/secrets",
        "/secrets/feed.xml",
        "/themes/cachotteries",
        "/dossiers/affaire-x",
        "/auteurs/mata-hari",
        media,
    ];
    found.extend(closed.into_iter().filter(|path| served.get(path).status != 404).map(str::to_owned));
    found
}

fn under_embargo(paper: &TestPaper, seconds: i64) -> (String, String) {
    paper.write("connu.md", &news("Un autre", "Connu."));
    paper.import().well();
    paper.write_bytes("secret.png", &crate::png([9, 8, 7]));
    let article = save(paper, "secret.md", SECRET);
    act(
        paper,
        &["embargo", &article, "--until", &in_seconds(seconds), "--reason", "L’Académie"],
    );
    act(paper, &["schedule", &article]);
    let hash = manuscript::commitment::hex(&sha2_of(&crate::png([9, 8, 7])));
    (article, format!("/media/{hash}.png"))
}

fn sha2_of(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).into()
}

#[test]
fn nothing_is_seen_five_seconds_before_and_everything_five_seconds_after() {
    on_both(|paper, _| {
        let (article, media) = under_embargo(paper, 6);
        let served = paper.serve();
        // From here to a second before, whatever is asked answers as if there were nothing.
        let until_when = paper.run(&["history", &article]).well().said;
        let planned = until_when
            .split("planned for ")
            .nth(1)
            .unwrap()
            .split(' ')
            .next()
            .unwrap()
            .to_owned();
        let at = Planned::read(&planned, "Europe/Paris", None).unwrap().at;
        let mut asked = 0;
        while wall() < at.0 - 1_000 {
            assert_eq!(leaks(&served, &media), Vec::<String>::new(), "{} ms before", at.0 - wall());
            asked += 1;
        }
        assert!(asked > 1, "it was asked before its time");
        refused_act(paper, &["publish", &article]).refused("is under embargo until");
        let front = until_it_says(&served, "/", "Un secret bien gardé");
        let late = wall() - at.0;
        assert!((-50..=2_000).contains(&late), "it came {late} ms after its time");
        let path = front.split("href=\"/2").find(|part| part.contains("un-secret-bien-garde")).unwrap();
        let path = format!("/2{}", path.split('"').next().unwrap());
        assert!(until(&served, &path, 200).contains("Le texte du secret."));
        for open in [
            "/secrets",
            "/themes/cachotteries",
            "/dossiers/affaire-x",
            "/auteurs/mata-hari",
            &media,
        ] {
            assert_eq!(served.get(open).status, 200, "{open}");
        }
        assert!(served.get("/feed.xml").text().contains("Un secret bien gardé"));
        let record = paper.run(&["record", "--act", "published", "--about", &article]).well().said;
        assert_eq!(record.matches("late_ms").count(), 1, "published once: {record}");
        paper.run(&["verify"]).well();
    });
}

fn wall() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the real program has the real clock")]
    let now = Timestamp::now();
    now.as_millisecond()
}

#[test]
fn a_process_killed_a_second_before_publishes_once_when_it_is_back() {
    on_both(|paper, _| {
        let (article, media) = under_embargo(paper, 3);
        let served = paper.serve();
        let began = wall();
        assert!(leaks(&served, &media).is_empty());
        while wall() < began + 1_500 {
            assert!(leaks(&served, &media).is_empty());
        }
        served.kill();
        while wall() < began + 4_000 {
            std::thread::yield_now();
        }
        let served = paper.serve();
        until_it_says(&served, "/", "Un secret bien gardé");
        let record = paper.run(&["record", "--act", "published", "--about", &article]).well().said;
        let late: i64 = record
            .split("\"late_ms\":")
            .nth(1)
            .unwrap()
            .split([',', '}'])
            .next()
            .unwrap()
            .parse()
            .unwrap();
        assert!(late > 0, "it enters its lateness: {record}");
        assert_eq!(record.lines().count(), 1, "{record}");
    });
}

#[test]
fn an_embargo_is_lifted_before_its_time_by_two_or_by_one_alone_on_duty() {
    on_both(|paper, _| {
        let (article, _) = under_embargo(paper, 3_600);
        for (key, role) in [("un", "front_editor"), ("deux", "front_editor"), ("trois", "reporter")] {
            paper.run(&["people", "add", key, "--role", role]).well();
        }
        let lift = |more: &[&str]| {
            let mut all = vec!["--as", "un", "lift", article.as_str(), "--reason", "Tout est déjà dans la presse."];
            all.extend(more);
            refused_act(paper, &all)
        };
        lift(&[]).refused("lifted before its time by two");
        lift(&["--second", "un"]).refused("another one than the first");
        lift(&["--second", "trois"]).refused("may not do this here");
        lift(&["--second", "personne"]).refused("nobody who works here");
        refused_act(paper, &["lift", &article, "--reason", " ", "--alone-on-duty"]).refused("why it is lifted");
        lift(&["--second", "deux"]).well();
        let record = paper.run(&["record", "--act", "lifted"]).well().said;
        assert!(
            record.contains("déjà dans la presse") && record.contains("\"beside\":\"person:"),
            "{record}"
        );
        refused_act(paper, &["lift", &article, "--reason", "x", "--alone-on-duty"]).refused("under no embargo");
        refused_act(paper, &["publish", &article]).well();
        refused_act(paper, &["embargo", &article, "--until", "2099-01-01 10:00", "--reason", "x"]).refused("have read the article already");
        let another = save(paper, "b.md", &news("Autre secret", "Texte."));
        act(paper, &["embargo", &another, "--until", "2099-01-01 10:00", "--reason", "x"]);
        act(paper, &["lift", &another, "--reason", "x", "--alone-on-duty"]);
        assert!(paper.run(&["record", "--act", "lifted"]).well().said.contains("alone on duty"));
    });
}

#[test]
fn times_that_do_not_exist_are_refused_and_those_that_come_twice_are_chosen() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "Texte."));
        let schedule = |more: &[&str]| {
            let mut all = vec!["schedule", article.as_str(), "--at"];
            all.extend(more);
            refused_act(paper, &all)
        };
        schedule(&["2099-03-29 02:30"]).refused("does not exist in Europe/Paris");
        schedule(&["2099-10-25 02:30"]).refused("comes twice in Europe/Paris");
        schedule(&["demain"]).refused("is no time");
        schedule(&["2020-01-01 10:00"]).refused("has passed");
        schedule(&["2099-01-01 10:00", "--zone", "Paris"]).refused("is no time zone");
        let first = act(paper, &["schedule", &article, "--at", "2099-10-25 02:30", "--turn", "first"]);
        schedule(&["2099-10-26 02:30"]).refused("is planned for 2099-10-25 02:30:00 (Europe/Paris) already");
        act(paper, &["unschedule", &article]);
        refused_act(paper, &["unschedule", &article]).refused("no publication is planned");
        let second = act(paper, &["schedule", &article, "--at", "2099-10-25 02:30", "--turn", "second"]);
        assert_eq!(
            (first["instant"].as_str(), second["instant"].as_str()),
            (Some("2099-10-25T00:30:00Z"), Some("2099-10-25T01:30:00Z"))
        );
    });
}

struct NoPages;

impl Pages for NoPages {
    fn purge(&self, _: &[Tag]) {}
    fn take_back(&self, _: &[Tag]) {}
    fn purge_all(&self) {}
}

/// A newsroom and its press in this process, with a clock that only the test moves.
struct Night {
    store: Store,
    press: Press,
    clock: Arc<StoppedClock>,
    desk: Desk,
    shelf: Standing,
    media: MediaFolders,
}

impl Night {
    async fn begin(paper: &TestPaper) -> Self {
        let store = Store::open(&paper.database.address).await.unwrap();
        let shelf = Standing::new(Shelf::open(&paper.data.join("night.db")).await.unwrap());
        let clock = Arc::new(StoppedClock::default());
        let desk = Desk {
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            ids: Arc::new(CountedIds::from(1 << 41)),
            paper: Arc::new(Paper::named("Journal")),
        };
        let press = Press::new(store.clone(), shelf.clone(), Arc::new(NoPages));
        press.catch_up().await.unwrap();
        Self {
            store,
            press,
            clock,
            desk,
            shelf,
            media: MediaFolders::of_data(&paper.data),
        }
    }

    fn night_desk(&self) -> NightDesk {
        NightDesk {
            clock: Arc::clone(&self.desk.clock),
            ids: Arc::clone(&self.desk.ids),
            media: self.media.clone(),
            node: "night".into(),
        }
    }

    async fn stand_at(&self, at: Instant) {
        self.clock.pass(at.0 - self.desk.clock.now().0);
        self.press.do_due(&self.night_desk()).await.unwrap();
    }

    async fn is_public(&self, article: Uuid) -> bool {
        self.shelf.now().article(article).await.unwrap().is_some()
    }

    async fn type_on(&self, article: Uuid) {
        let mut tx = acts::begin(&self.store).await.unwrap();
        crate::typed_on(&mut tx, article).await;
        tx.commit().await.unwrap();
    }
}

#[test]
fn both_changes_of_summer_time_fire_to_the_millisecond_and_typing_does_not_ride_along() {
    on_both(|paper, _| {
        paper.import().well();
        let cases = [
            ("2027-03-28 03:00", None),
            ("2027-10-31 02:30", Some(Turn::Second)),
            ("2027-10-31 02:30", Some(Turn::First)),
        ];
        let ids: Vec<Uuid> = (0..cases.len())
            .map(|index| {
                save(paper, &format!("{index}.md"), &news(&format!("Article {index}"), "Texte."))
                    .parse()
                    .unwrap()
            })
            .collect();
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let night = Night::begin(paper).await;
            let mut planned: Vec<(Instant, Uuid)> = Vec::new();
            for ((text, turn), article) in cases.iter().zip(&ids) {
                let at = Planned::read(text, "Europe/Paris", *turn).unwrap();
                planned.push((at.at, *article));
                let mut tx = acts::begin(&night.store).await.unwrap();
                let wanted = Scheduling {
                    article: *article,
                    seen: Some(1),
                    nature: Nature::Update,
                    at,
                };
                planning::schedule(&mut tx, &night.desk, &By::CommandLine, wanted).await.unwrap();
                tx.commit().await.unwrap();
                night.type_on(*article).await;
            }
            planned.sort();
            assert_eq!(
                planned[2].0.0 - planned[1].0.0,
                3_600_000,
                "an hour lies between two equal local times"
            );
            for (at, article) in planned {
                night.stand_at(Instant(at.0 - 1)).await;
                assert!(!night.is_public(article).await, "a millisecond before");
                night.stand_at(at).await;
                let live = night.shelf.now().article(article).await.unwrap().unwrap();
                assert_eq!(live.first_published_at, at);
                assert!(
                    !live.card.contains("Article 0."),
                    "what was typed after planning is not in it: {}",
                    live.card
                );
                let draft = articles::draft_of(&mut night.store.stacks().await.unwrap(), article)
                    .await
                    .unwrap()
                    .unwrap();
                assert!(draft.copy.headline.ends_with('.'), "and is not lost");
            }
            night.store.close().await;
        });
    });
}

#[test]
fn a_plan_that_cannot_be_kept_any_more_is_given_up_with_its_reason_and_publishing_now_ends_it() {
    on_both(|paper, _| {
        paper.import().well();
        let [first, second]: [Uuid; 2] =
            ["un", "deux"].map(|name| save(paper, &format!("{name}.md"), &news(name, "Texte.")).parse().unwrap());
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let night = Night::begin(paper).await;
            let at = Planned::read("2027-01-01 06:00", "Europe/Paris", None).unwrap();
            for article in [first, second] {
                let mut tx = acts::begin(&night.store).await.unwrap();
                let wanted = Scheduling {
                    article,
                    seen: None,
                    nature: Nature::Update,
                    at: at.clone(),
                };
                planning::schedule(&mut tx, &night.desk, &By::CommandLine, wanted).await.unwrap();
                tx.commit().await.unwrap();
            }
            let mut tx = acts::begin(&night.store).await.unwrap();
            let now = Publication {
                article: first,
                seen: None,
                nature: Nature::Update,
                tell: None,
            };
            publication::publish(&mut tx, &night.desk, &By::CommandLine, &now).await.unwrap();
            // An embargo that began after the plan was made, in a way that no act allows, must hold all the same.
            let embargo = Embargoing {
                article: second,
                until: Planned::read("2027-01-02 06:00", "Europe/Paris", None).unwrap(),
                reason: "x".into(),
            };
            assert!(
                planning::embargo(&mut tx, &night.desk, &By::CommandLine, embargo).await.is_err(),
                "a plan before its end"
            );
            tx.commit().await.unwrap();
            night.stand_at(at.at).await;
            assert!(night.is_public(first).await && night.is_public(second).await);
            let versions = store::versions::of(&mut night.store.stacks().await.unwrap(), first).await.unwrap();
            assert_eq!(
                versions.len(),
                1,
                "the plan was given up when the article was published before its time"
            );
            night.store.close().await;
        });
        paper.run(&["verify"]).well();
    });
}
