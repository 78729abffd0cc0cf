//! Comments are suspended with a reason and an end, and the public is told.

use acts::suspending::Suspending;
use manuscript::planned::Planned;
use store::suspensions::Where;
use testpaper::{InProcess, Refused, in_paris, on_both};

use crate::news;

fn of_the_paper(reason: &str) -> Suspending {
    Suspending {
        place: Where::Paper,
        from: None,
        until: None,
        review_on: Some("2026-12-24".into()),
        reason: reason.into(),
    }
}

fn until(at: Planned) -> Suspending {
    Suspending {
        until: Some(at),
        review_on: None,
        ..of_the_paper("Trop d’insultes.")
    }
}

fn says(paper: &InProcess, path: &str) -> bool {
    paper.get(path).page().contains("Trop d’insultes.")
}

#[test]
fn a_suspension_has_a_reason_and_an_end_to_come() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let without_end = Suspending {
            review_on: None,
            ..of_the_paper("x")
        };
        newsroom.suspend(without_end).refused("say until when");
        let reviewed = Suspending {
            review_on: Some("2026-11-21".into()),
            ..of_the_paper("x")
        };
        newsroom.suspend(reviewed).refused("is no day to come");
        newsroom.suspend(of_the_paper(" ")).refused("say why, in words for the readers");
        newsroom.suspend(until(in_paris("2026-11-22 12:29"))).refused("has passed");
        let both = Suspending {
            review_on: Some("2026-12-24".into()),
            ..until(in_paris("2026-12-01 10:00"))
        };
        newsroom.suspend(both).refused("not both");
    });
}

#[test]
fn the_first_suspension_is_seen_by_whoever_asked_for_the_list_before() {
    on_both(|paper| {
        assert_eq!(paper.get("/suspensions").status, 404);
        paper.newsroom().suspend(of_the_paper("Trop d’insultes.")).unwrap();
        assert!(says(paper, "/suspensions"));
    });
}

#[test]
fn a_planned_suspension_begins_and_ends_in_its_minute_and_stays_on_the_list() {
    on_both(|paper| {
        let (newsroom, path) = (paper.newsroom(), "/2026/11/20/un-titre");
        newsroom.bring_in("a.md", news("Un titre", "Texte.")).unwrap();
        let (begins, ends) = (in_paris("2026-11-23 20:00"), in_paris("2026-11-24 08:00"));
        let planned = Suspending {
            from: Some(begins.clone()),
            ..until(ends.clone())
        };
        newsroom.suspend(planned).unwrap();
        for (at, is_suspended) in [
            (begins.at.0 - 1, false),
            (begins.at.0, true),
            (ends.at.0 - 1, true),
            (ends.at.0, false),
        ] {
            paper.clock.set(manuscript::Instant(at));
            paper.press.do_due();
            assert_eq!(says(paper, path), is_suspended, "at {at}");
        }
        assert!(says(paper, "/suspensions"), "what was suspended stays told");
    });
}
