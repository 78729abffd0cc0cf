//! Plans: nothing of what is under embargo is seen before its millisecond, and everything from it on; frozen schedules; both changes of summer time.

use acts::planning::Beside;
use manuscript::planned::{Planned, Turn};
use manuscript::role::{Grant, Role};
use manuscript::{Instant, Uuid};
use testpaper::{InProcess, Refused, article, in_paris, on_both, pictures};

use crate::news;

const PICTURE: &str = "secret.png";

/// What readers must not see before its time, in every list that an article can stand in.
fn secret() -> testpaper::Written {
    article("Un secret bien gardé")
        .in_section("secrets")
        .in_dossier("Affaire X")
        .about("Cachotteries")
        .signed("Mata Hari")
        .led_by(PICTURE)
        .saying("Le texte du secret.")
}

/// The channels that say something of it, or answer where nothing is known to be.
fn leaks(paper: &InProcess) -> Vec<String> {
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
    let says = |path: &&str| {
        let text = paper.get(path).text().to_lowercase();
        ["secret", "cachotterie", "affaire x", "affaire-x", "mata"]
            .iter()
            .any(|word| text.contains(word))
    };
    let mut found: Vec<String> = channels.iter().filter(|path| says(path)).map(|path| (*path).to_owned()).collect();
    found.extend(closed().into_iter().filter(|path| paper.get(path).status != 404));
    found
}

/// Addresses at which nothing is known to be before its time.
fn closed() -> Vec<String> {
    let mut closed = ["/secrets", "/themes/cachotteries", "/dossiers/affaire-x", "/auteurs/mata-hari"]
        .map(str::to_owned)
        .to_vec();
    closed.push(pictures::address_of(PICTURE));
    closed
}

fn under_embargo(paper: &InProcess, until: &Planned) -> Uuid {
    let newsroom = paper.newsroom();
    newsroom.bring_in("connu.md", news("Un autre", "Connu.")).unwrap();
    let article = newsroom.save(secret()).unwrap();
    newsroom.embargo(article, until).unwrap();
    newsroom.schedule(article, until).unwrap();
    article
}

#[test]
fn nothing_is_seen_a_millisecond_before_and_everything_from_it_on() {
    on_both(|paper| {
        let until = in_paris("2026-11-24 06:00");
        let article = under_embargo(paper, &until);
        for before in [86_400_000, 5_000, 1] {
            paper.clock.set(Instant(until.at.0 - before));
            paper.press.do_due();
            assert_eq!(leaks(paper), Vec::<String>::new(), "{before} ms before");
            paper.newsroom().publish(article).refused("is under embargo until");
        }
        paper.clock.set(until.at);
        paper.press.do_due();
        let front = paper.get("/").page();
        assert!(front.contains("Un secret bien gardé"), "{front}");
        let path = front.split("href=\"").find(|rest| rest.contains("un-secret-bien-garde")).unwrap();
        let page = paper.get(path.split('"').next().unwrap()).page();
        assert!(page.contains("Le texte du secret."), "{page}");
        for open in closed() {
            assert_eq!(paper.get(&open).status, 200, "{open}");
        }
        assert!(paper.get("/feed.xml").text().contains("Un secret bien gardé"));
        let published: Vec<_> = paper
            .record(Some(article))
            .into_iter()
            .filter(|entered| entered.entry.act == "published")
            .collect();
        assert_eq!(published.len(), 1, "published once");
        assert_eq!(published[0].entry.at, until.at);
    });
}

#[test]
fn what_was_due_while_nobody_looked_is_published_once_with_its_lateness() {
    on_both(|paper| {
        let until = in_paris("2026-11-24 06:00");
        let article = under_embargo(paper, &until);
        paper.clock.set(Instant(until.at.0 + 7_250));
        paper.press.do_due();
        paper.press.do_due();
        assert!(paper.get("/").page().contains("Un secret bien gardé"));
        let published: Vec<_> = paper
            .record(Some(article))
            .into_iter()
            .filter(|entered| entered.entry.act == "published")
            .collect();
        assert_eq!(published.len(), 1, "published once");
        assert!(
            format!("{:?}", published[0].entry).contains("7250"),
            "it enters its lateness: {:?}",
            published[0].entry
        );
    });
}

/// Somebody who may publish, edit or write here.
pub(crate) fn joins(paper: &InProcess, key: &str, role: Role) {
    let newcomer = acts::people::Newcomer {
        name: key.to_owned(),
        key: None,
        email: None,
        signs_as: None,
        grants: vec![Grant {
            role,
            scope: role.usual_scope(),
        }],
    };
    let joined = paper
        .newsroom()
        .does(async |tx, desk, by| acts::people::add(tx, desk, by, newcomer).await);
    joined.unwrap();
}

#[test]
fn an_embargo_is_lifted_before_its_time_by_two_or_by_one_alone_on_duty() {
    on_both(|paper| {
        let until = in_paris("2026-11-24 06:00");
        let article = under_embargo(paper, &until);
        for (key, role) in [("un", Role::FrontEditor), ("deux", Role::FrontEditor), ("trois", Role::Reporter)] {
            joins(paper, key, role);
        }
        let (one, newsroom) = (paper.somebody("un"), paper.newsroom());
        one.lift(article, Beside::Unsaid).refused("lifted before its time by two");
        one.lift(article, Beside::Second("un".into())).refused("another one than the first");
        one.lift(article, Beside::Second("trois".into())).refused("may not do this here");
        one.lift(article, Beside::Second("personne".into()))
            .refused("nobody who works here");
        one.lift(article, Beside::Second("deux".into())).unwrap();
        let entries = paper.record(Some(article));
        let lifted = entries.iter().find(|entered| entered.entry.act == "lifted").unwrap();
        let told = format!("{:?}", lifted.entry);
        assert!(told.contains("person:") && !told.contains("presse"), "{told}");
        assert_eq!(paper.words_of(lifted)["reason"], "Tout est déjà dans la presse.");
        newsroom.lift(article, Beside::AloneOnDuty).refused("under no embargo");
        newsroom.publish(article).unwrap();
        newsroom
            .embargo(article, &in_paris("2099-01-01 10:00"))
            .refused("have read the article already");
        let another = newsroom.save(news("Autre secret", "Texte.")).unwrap();
        newsroom.embargo(another, &in_paris("2099-01-01 10:00")).unwrap();
        newsroom.lift(another, Beside::AloneOnDuty).unwrap();
        let told = format!("{:?}", paper.record(Some(another)).last().unwrap().entry);
        assert!(told.contains("alone on duty"), "{told}");
    });
}

#[test]
fn both_changes_of_summer_time_fire_to_the_millisecond_and_typing_does_not_ride_along() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let cases = [
            ("2027-03-28 03:00", None),
            ("2027-10-31 02:30", Some(Turn::Second)),
            ("2027-10-31 02:30", Some(Turn::First)),
        ];
        let mut planned: Vec<(Instant, Uuid)> = Vec::new();
        for (index, (text, turn)) in cases.into_iter().enumerate() {
            let headline = format!("Article {index}");
            let article = newsroom.save(news(&headline, "Texte.")).unwrap();
            let at = Planned::read(text, "Europe/Paris", turn).unwrap();
            newsroom.schedule(article, &at).unwrap();
            newsroom.save_again(article, news(&format!("{headline}, suite"), "Texte.")).unwrap();
            planned.push((at.at, article));
        }
        planned.sort();
        let between = planned[2].0.0 - planned[1].0.0;
        assert_eq!(between, 3_600_000, "an hour lies between two equal local times");
        for (at, article) in planned {
            paper.clock.set(Instant(at.0 - 1));
            paper.press.do_due();
            assert!(paper.live(article).is_none(), "a millisecond before");
            paper.clock.set(at);
            paper.press.do_due();
            let live = paper.live(article).unwrap();
            assert_eq!(live.first_published_at, at);
            assert!(
                !live.card.contains("suite"),
                "what was typed after planning is not in it: {}",
                live.card
            );
            assert!(paper.draft(article).copy.headline.ends_with("suite"), "and is not lost");
        }
    });
}

#[test]
fn a_plan_that_cannot_be_kept_any_more_is_given_up_and_publishing_now_ends_it() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let [first, second] = ["un", "deux"].map(|name| newsroom.save(news(name, "Texte.")).unwrap());
        let at = in_paris("2027-01-01 06:00");
        for article in [first, second] {
            newsroom.schedule(article, &at).unwrap();
        }
        newsroom.publish(first).unwrap();
        let after = in_paris("2027-01-02 06:00");
        assert!(newsroom.embargo(second, &after).is_err(), "a plan before its end");
        paper.clock.set(at.at);
        paper.press.do_due();
        assert!(paper.live(first).is_some() && paper.live(second).is_some());
        let versions = paper.wait(async { store::versions::of(&mut paper.store.snapshot().await.unwrap(), first).await });
        assert_eq!(
            versions.unwrap().len(),
            1,
            "the plan was given up when the article was published before its time"
        );
    });
}
