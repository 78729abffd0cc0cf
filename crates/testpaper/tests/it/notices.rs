//! Notices to the house: raised and taken back by what knows, one for one subject, settled by an act.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use acts::notices::{DISK_LOW, LINK_DEAD, PLAN_GIVEN_UP, said};
use manuscript::{Clock, Instant, Uuid};
use press::house::House;
use serde_json::json;
use store::notices::Notice;
use supervision::Troubles;
use testpaper::{CountedIds, InProcess, Refused as _, in_paris, on_both};

use crate::news;
use crate::permissions::staffed;

fn house(paper: &InProcess) -> House {
    // No two nodes draw the same identities.
    static NODES: AtomicU64 = AtomicU64::new(1 << 43);
    House {
        store: paper.store.clone(),
        clock: Arc::clone(&paper.clock) as Arc<dyn Clock>,
        ids: Arc::new(CountedIds::from(NODES.fetch_add(1 << 20, Ordering::SeqCst))),
        troubles: Troubles::default(),
        machine: "bief".into(),
        since: paper.clock.now(),
        said: Mutex::new(BTreeMap::new()),
    }
}

fn standing(paper: &InProcess) -> Vec<Notice> {
    paper.wait(async { store::notices::standing(&mut paper.store.snapshot().await.unwrap()).await.unwrap() })
}

fn tell(paper: &InProcess, house: &House, free: Option<i64>) {
    let detail = free.map(|free| json!({ "free_mb": free, "all_mb": 100 }));
    paper.wait(house.tell(&DISK_LOW, "bief:data", detail)).unwrap();
}

#[test]
fn what_holds_is_told_once_counted_when_it_is_met_again_and_over_by_itself() {
    on_both(|paper| {
        let (one, another) = (house(paper), house(paper));
        tell(paper, &one, Some(9));
        paper.clock.pass(1_000);
        tell(paper, &one, Some(8));
        assert_eq!(standing(paper)[0].times, 1, "as long as it holds it is told once");
        tell(paper, &another, Some(7));
        let told = standing(paper);
        assert_eq!((told.len(), told[0].times, &told[0].detail["free_mb"]), (1, 2, &json!(7)));
        assert_eq!(told[0].met_at, Instant(told[0].since.0 + 1_000));
        let said = said(&told[0]);
        assert!(
            said.en.contains("`bief:data`: 7 MB of 100 MB") && said.fr.contains("7 Mo sur 100 Mo"),
            "{said:?}"
        );
        tell(paper, &another, None);
        assert_eq!(standing(paper), []);
        tell(paper, &another, Some(6));
        assert_eq!(standing(paper)[0].times, 1, "it is another notice");
    });
}

#[test]
fn a_notice_is_settled_once_and_the_record_has_its_identity_and_kind_alone() {
    on_both(|paper| {
        tell(paper, &house(paper), Some(9));
        let id = standing(paper)[0].id;
        let newsroom = paper.newsroom();
        newsroom.settle_notice(Uuid::from_u128(1)).refused("there is no notice");
        newsroom.settle_notice(id).unwrap();
        newsroom.settle_notice(id).refused("does not stand any more");
        assert_eq!(standing(paper), []);
        let record = paper.record(None);
        let entry = &record.last().unwrap().entry;
        assert_eq!(
            (entry.act.as_str(), entry.thing, &entry.detail),
            ("notice_settled", Some(id), &json!({ "kind": "disk_low" }))
        );
        assert!(entry.tags.is_empty(), "readers notice nothing");
    });
}

#[test]
fn whom_a_notice_is_for_settles_it_and_whoever_sets_the_paper_and_nobody_else() {
    on_both(|paper| {
        staffed(paper);
        let house = house(paper);
        let met = |kind, subject: &str| {
            paper.wait(house.tell_each_time(kind, subject, Some(json!({})))).unwrap();
            standing(paper).pop().unwrap().id
        };
        let dead = met(&LINK_DEAD, "https://ailleurs.example/");
        for key in ["reporter", "sub", "moderator", "expert"] {
            paper.somebody(key).settle_notice(dead).refused("may not do this here");
        }
        paper.somebody("front").settle_notice(dead).unwrap();
        assert_eq!(standing(paper), []);
        let again = met(&LINK_DEAD, "https://ailleurs.example/");
        assert_ne!(again, dead, "what is met again after it was settled is told anew");
        paper.somebody("admin").settle_notice(again).unwrap();
        let low = met(&DISK_LOW, "bief:data");
        paper.somebody("front").settle_notice(low).refused("may not do this here");
        paper.somebody("publisher").settle_notice(low).unwrap();
    });
}

#[test]
fn whoever_planned_what_was_given_up_is_told_by_name_of_the_account() {
    on_both(|paper| {
        staffed(paper);
        let front = paper.somebody("front");
        let article = front.save(news("Demain", "Texte.")).unwrap();
        front.schedule(article, &in_paris("2026-12-24 06:00")).unwrap();
        give_up(paper, article);
        let account = paper.wait(async {
            let mut snapshot = paper.store.snapshot().await.unwrap();
            store::accounts::by_key(&mut snapshot, "front").await.unwrap().unwrap().id
        });
        assert_eq!(standing(paper)[0].account, Some(account));
    });
}

/// What the press does when a plan is refused in its time.
fn give_up(paper: &InProcess, article: Uuid) {
    paper.wait(async {
        let mut tx = acts::begin(&paper.store).await.unwrap();
        let desk = paper.desk_in(&mut tx).await;
        let refused = json!({ "code": "comes_back.name" });
        acts::planning::give_up_planned(&mut tx, &desk, article, &refused).await.unwrap();
        tx.commit().await.unwrap();
    });
}

#[test]
fn a_plan_that_is_given_up_is_told_until_the_article_is_planned_or_published_again() {
    on_both(|paper| {
        for again in ["planned", "published"] {
            let newsroom = paper.newsroom();
            let (article, at) = (newsroom.save(news(again, "Texte.")).unwrap(), in_paris("2026-12-24 06:00"));
            newsroom.schedule(article, &at).unwrap();
            give_up(paper, article);
            let house = house(paper);
            paper.wait(house.look()).unwrap();
            let told = standing(paper);
            assert_eq!((told.len(), told[0].kind.as_str()), (1, PLAN_GIVEN_UP.word));
            assert_eq!(told[0].subject, article.to_string());
            assert!(said(&told[0]).en.contains("comes_back.name"));
            paper.clock.pass(1);
            if again == "planned" {
                newsroom.schedule(article, &at).unwrap();
            } else {
                newsroom.publish(article).unwrap();
            }
            paper.wait(house.look()).unwrap();
            assert_eq!(standing(paper), [], "{again}");
        }
    });
}

#[test]
fn a_clock_behind_the_record_is_told_by_the_machine_that_sees_it() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        newsroom.save(news("Un", "Texte.")).unwrap();
        let (house, noon) = (house(paper), paper.clock.now());
        paper.clock.set(Instant(noon.0 - 59_000));
        paper.wait(house.look()).unwrap();
        assert_eq!(standing(paper), [], "machines differ by seconds");
        paper.clock.set(Instant(noon.0 - 120_000));
        paper.wait(house.look()).unwrap();
        let told = standing(paper);
        assert_eq!((told[0].kind.as_str(), told[0].subject.as_str()), ("clock_wrong", "bief"));
        assert!(said(&told[0]).en.contains("120 s later"));
        paper.clock.set(noon);
        paper.wait(house.look()).unwrap();
        assert_eq!(standing(paper), []);
    });
}
