//! What a correction, a retraction and a restoration must say, and what they cannot be.

use acts::correction::{Change, Correction};
use acts::publication::Told;
use manuscript::words::Place;
use manuscript::{Nature, Uuid};
use testpaper::{Ended, InProcess, Refused, article, on_both};

use crate::news;

/// A correction of one passage, with what readers are told.
fn corrects(paper: &InProcess, article: Uuid, nature: Nature, change: [&str; 3]) -> Ended<()> {
    let [old, new, told] = change;
    let wanted = Correction {
        article,
        seen: None,
        change: Change::Passages(vec![(old.to_owned(), new.to_owned())]),
        nature,
        tell: (!told.is_empty()).then(|| Told::at(Place::Foot, told)),
    };
    paper.newsroom().correct(wanted).map(drop)
}

#[test]
fn what_a_correction_must_say_and_what_it_cannot_be() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(news("Un titre", "Un chat. Un chien. Un chat.")).unwrap();
        let correct = |nature, change| corrects(paper, article, nature, change);
        correct(Nature::Typo, ["Un chien", "Une chienne", ""]).refused("publish the draft instead");
        newsroom.publish(article).unwrap();
        correct(Nature::Correction, ["Un chien", "Un rat", ""]).refused("say in a sentence what was wrong");
        correct(Nature::Typo, ["Un chien", "Un rat", "x"]).refused("a typo is not told");
        correct(Nature::Typo, ["Un rat", "x", ""]).refused("is not in the article as it is published");
        correct(Nature::Typo, ["Un chat", "x", ""]).refused("stands 2 times");
        correct(Nature::Retraction, ["Un chien", "x", ""]).refused("not as a `retraction`");
        correct(Nature::Typo, ["Un chien", "Un chien", ""]).refused("changes nothing");
        let moved_on = Correction {
            article,
            seen: Some(7),
            change: Change::Passages(vec![("Un chien".into(), "Un rat".into())]),
            nature: Nature::Typo,
            tell: None,
        };
        newsroom.correct(moved_on).refused("is not the live one any more");
        newsroom.retract(article, " ").refused("say to the readers");
        newsroom.restore(article, None).refused("is what readers read now");
        newsroom.restore(article, Some(9)).refused("there is no version 9");
    });
}

#[test]
fn a_whole_correction_stays_on_the_page_of_who_signs_and_says_nothing_where_nothing_changed() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let written = article("Un titre").signed("Ada Merle");
        let id = newsroom.save(written.clone().saying("Un chien.")).unwrap();
        newsroom.publish(id).unwrap();
        let whole = |text: &str| {
            newsroom.does(async |tx, desk, by| {
                let wanted = Correction {
                    article: id,
                    seen: None,
                    change: Change::Whole(Box::new(written.clone().saying(text).copy(&desk.paper))),
                    nature: Nature::Update,
                    tell: None,
                };
                acts::correction::correct(tx, desk, by, wanted).await
            })
        };
        whole("Un chien.").refused("changes nothing");
        whole("Un chat.").unwrap();
        assert!(paper.get("/auteurs/ada-merle").page().contains("Un titre"));
    });
}

#[test]
fn a_draft_that_moved_on_is_not_published() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(news("Un titre", "Texte.")).unwrap();
        newsroom.save_again(article, news("Un titre", "Autre texte.")).unwrap();
        newsroom.publish_seen(article, Some(1)).refused("has changed since you saw it");
        newsroom.publish_seen(article, Some(2)).unwrap();
        newsroom.publish_seen(article, Some(2)).refused("says what version 1 says already");
    });
}
