//! The rooms of the acts that hold: accounts, plans, jobs, explanations, withholdings, suspensions, notes.

use std::ops::RangeInclusive;

use manuscript::planned::Planned;
use manuscript::role::{Capability, Grant, Role, Scope};
use manuscript::withheld::Trace;
use manuscript::words::{Ground, Nature, Place};
use manuscript::{Act, Instant, Uuid};
use serde_json::json;

use super::{ARTICLE, NOW, SECTION, STAMP, section};
use crate::accounts::{self, Account};
use crate::answers::{self, Answered};
use crate::articles::OtherCopy;
use crate::explanations::{self, Explanation};
use crate::jobs::{self, GivenUp, Kind, NewJob};
use crate::notes::NewNote;
use crate::notices::NewNotice;
use crate::outside::{Held, Lane, Lease};
use crate::plans::{self, Embargo, Schedule};
use crate::suspensions::{self, Made, Where};
use crate::tokens::{self, Token};
use crate::withholdings::{self, Withholding};
use crate::{Broken, Numbered, Tx, addresses, articles, carrying, catalogue, notes, notices, outside, paper, record, versions};

const RANGE: RangeInclusive<Uuid> = Uuid::nil()..=Uuid::max();

/// Runs every query of these rooms, on an article that is live.
pub(super) async fn furnish(tx: &mut Tx) -> Result<(), Broken> {
    record::lock_record(tx).await?;
    people(tx).await?;
    planned(tx).await?;
    outbox(tx).await?;
    outside_box(tx).await?;
    told_to_the_house(tx).await?;
    originals_on_their_way(tx).await?;
    told_and_withheld(tx).await?;
    suspended(tx).await?;
    let note = Uuid::from_u128(60);
    let new = NewNote {
        id: note,
        article: ARTICLE,
        place: "headline",
        text: "une correction",
    };
    notes::leave(tx, &new, STAMP).await?;
    assert_eq!(notes::open_of(tx, ARTICLE).await?[0].place, "headline");
    assert_eq!(notes::article_of(tx, note).await?, Some(ARTICLE));
    assert!(notes::settle(tx, note, NOW).await? && !notes::settle(tx, note, NOW).await?);
    catalogue::keep_former(tx, SECTION, NOW, "import").await?;
    assert_eq!(catalogue::formers_of(tx, SECTION).await?[0].name, "L’eau");
    assert!(catalogue::make_public(tx, SECTION, NOW).await? && !catalogue::make_public(tx, SECTION, NOW).await?);
    assert!(
        catalogue::entry(tx, SECTION)
            .await?
            .is_some_and(|entry| entry.public_since == Some(NOW))
    );
    assert!(section().public_since.is_none());
    assert_eq!(paper::imported(tx).await?, None);
    paper::remember_import(tx, &[1]).await?;
    paper::remember_import(tx, &[2]).await?;
    assert_eq!(paper::imported(tx).await?, Some(vec![2]));
    super::state::said_of_all(tx).await?;
    asleep(tx).await?;
    erased(tx).await?;
    ranges(tx).await
}

/// Somebody who left and somebody who signs, with all that is known of them.
async fn erased(tx: &mut Tx) -> Result<(), Broken> {
    use crate::erasures;
    let account = Account {
        id: Uuid::from_u128(62),
        key: "partie".into(),
        name: "Une Partie".into(),
        email: Some("partie@exemple.example".into()),
        person: None,
        invited_until: None,
        joined_at: Some(NOW),
        disabled_at: None,
        grants: vec![],
    };
    accounts::add(tx, &account, None, STAMP).await?;
    erasures::account(tx, &account, NOW).await?;
    let left = accounts::by_id(tx, account.id).await?.unwrap_or_else(|| account.clone());
    assert_eq!((left.name.as_str(), left.email.as_deref(), left.is_active()), ("", None, false));
    assert_eq!(left.key, account.id.to_string());
    erasures::remember(tx, (account.id, "account"), STAMP).await?;
    assert!(
        erasures::all(tx)
            .await?
            .iter()
            .any(|erased| erased.id == account.id && erased.sort == "account")
    );
    assert!(erasures::count(tx).await? > 0);
    assert!(erasures::by_id(tx, account.id).await?.is_some() && erasures::by_id(tx, ARTICLE).await?.is_none());
    assert_eq!(withholdings::article_of(tx, account.id).await?, None);
    let section = catalogue::entry(tx, SECTION).await?.unwrap_or_else(section);
    assert_eq!(erasures::accounts_of(tx, section.id).await?, 0);
    erasures::person(tx, &section).await?;
    assert!(catalogue::formers_of(tx, section.id).await?.is_empty());
    catalogue::describe(tx, &section).await?;
    catalogue::keep_former(tx, section.id, NOW, "import").await?;
    let last = record::head(tx).await?.0;
    assert!(erasures::entries_after(tx, last).await?.is_empty());
    assert!(erasures::withheld(tx).await?.iter().all(|entry| entry.withholding().is_some()));
    Ok(())
}

async fn originals_on_their_way(tx: &mut Tx) -> Result<(), Broken> {
    use crate::pledged_originals::{GOING, ended, forget_all, gone, keep, let_go, pledge};
    let (one, other) = ([1; 32], [2; 32]);
    let after = |more: i64| Instant(NOW.0 + more);
    assert!(pledge(tx, &one, after(10)).await? && pledge(tx, &other, after(20)).await?);
    // One that is pledged for longer stays so.
    assert!(pledge(tx, &one, after(5)).await?);
    assert_eq!(ended(tx, after(10), 9).await?, Vec::<[u8; 32]>::new());
    assert_eq!(ended(tx, after(30), 9).await?, [one, other]);
    assert!(!let_go(tx, &one, after(10)).await?, "its moment has not passed");
    assert!(let_go(tx, &one, after(11)).await? && !let_go(tx, &one, after(11)).await?);
    assert!(!pledge(tx, &one, after(99)).await? && !keep(tx, &one).await?, "it goes");
    assert_eq!(ended(tx, after(30), 9).await?, [other]);
    // Who threw it away died.
    assert_eq!(ended(tx, after(12 + GOING), 9).await?, [one, other]);
    assert!(let_go(tx, &one, after(12 + GOING)).await?);
    gone(tx, &one).await?;
    gone(tx, &other).await?;
    assert!(pledge(tx, &one, after(99)).await? && keep(tx, &one).await? && !keep(tx, &one).await?);
    assert_eq!(ended(tx, after(30), 9).await?, [other]);
    forget_all(tx).await?;
    assert_eq!(ended(tx, after(30), 9).await?, Vec::<[u8; 32]>::new());
    Ok(())
}

async fn asleep(tx: &mut Tx) -> Result<(), Broken> {
    use crate::asleep::{self, Asleep, Why, fall, fell_due, refuse_if_unwritable, state, wake};
    assert_eq!(state(tx).await?, None);
    assert!(!wake(tx).await?);
    for why in [Why::Moved, Why::Restored] {
        fall(tx, why, NOW).await?;
        assert_eq!(state(tx).await?, Some(Asleep { why, since: NOW }));
        assert_eq!(refuse_if_unwritable(tx).await.is_err(), why == Why::Moved);
    }
    let job = NewJob {
        id: Uuid::from_u128(61),
        kind: Kind::LiftEmbargo,
        thing: ARTICLE,
        due_at: NOW,
    };
    jobs::leave(tx, &job, NOW).await?;
    let due = fell_due(tx, NOW).await?;
    assert_eq!(due.iter().map(|job| job.thing).collect::<Vec<_>>(), [Some(ARTICLE)]);
    assert!(jobs::done(tx, job.id, NOW, None).await?);
    let earliest = jobs::next_due(tx, NOW).await?;
    assert_eq!(earliest, None, "a copy that sleeps has nothing to do");
    assert_eq!(asleep::restored_without(tx).await?, None);
    asleep::without_erasures(tx, "perdue").await?;
    assert_eq!(asleep::restored_without(tx).await?.as_deref(), Some("perdue"));
    assert!(wake(tx).await?);
    carrying::hold_unrecorded(tx).await?;
    assert!(carrying::unrecorded(tx).await?.revisions > 0);
    Ok(())
}

async fn ranges(tx: &mut Tx) -> Result<(), Broken> {
    assert_eq!(articles::public_states(tx, &RANGE).await?.len(), 1);
    assert_eq!(versions::within(tx, &RANGE).await?.len(), 1);
    let live = articles::live_since(tx, NOW, Uuid::nil(), 10).await?;
    assert_eq!(
        live.iter().map(|live| (live.id, live.path.as_str())).collect::<Vec<_>>(),
        [(ARTICLE, "/un")]
    );
    assert!(articles::live_since(tx, Instant(NOW.0 + 1), Uuid::nil(), 10).await?.is_empty());
    assert!(articles::live_since(tx, NOW, ARTICLE, 10).await?.is_empty());
    assert_eq!(
        versions::one(tx, ARTICLE, 1).await?.map(|version| version.nature),
        Some(Nature::First)
    );
    assert_eq!(addresses::of_articles(tx, &RANGE).await?, [(ARTICLE, "/un".to_owned(), None)]);
    assert_eq!(explanations::within(tx, &RANGE).await?.len(), 1);
    let other = OtherCopy {
        copy: "{}",
        why: "correction",
    };
    let number = articles::keep_copy_as_checkpoint(tx, ARTICLE, other, STAMP).await?;
    assert_eq!(articles::checkpoints_of(tx, ARTICLE).await?.len() as i64, number);
    let first = articles::checkpoint(tx, ARTICLE, 1).await?;
    assert_eq!(first.map(|(checkpoint, _)| checkpoint.revision), Some(1));
    withholdings::cut_checkpoint(
        tx,
        ARTICLE,
        number,
        "{\"schema\":1,\"kind\":\"news\",\"language\":\"fr\",\"headline\":\"x\"}",
    )
    .await?;
    assert_eq!(withholdings::checkpoints(tx, ARTICLE).await?.len() as i64, number);
    Ok(())
}

async fn people(tx: &mut Tx) -> Result<(), Broken> {
    let account = Account {
        id: Uuid::from_u128(30),
        key: "lea".into(),
        name: "Léa".into(),
        email: None,
        person: None,
        invited_until: Some(NOW),
        joined_at: None,
        disabled_at: None,
        grants: vec![
            Grant {
                role: Role::Reporter,
                scope: Scope::Own,
            },
            Grant {
                role: Role::CopyEditor,
                scope: Scope::Section(SECTION),
            },
        ],
    };
    assert!(accounts::add(tx, &account, Some(&[5]), STAMP).await?);
    let again = Account {
        id: Uuid::from_u128(31),
        ..account.clone()
    };
    assert!(!accounts::add(tx, &again, None, STAMP).await?, "the key is taken");
    let found = accounts::by_invitation(tx, &[5]).await?;
    assert_eq!(
        found.map(|found| (found.id, found.grants)),
        Some((account.id, account.grants.clone()))
    );
    accounts::join(tx, account.id, NOW).await?;
    accounts::disable(tx, account.id, NOW).await?;
    assert!(accounts::by_key(tx, "lea").await?.is_some_and(|found| !found.is_active()));
    accounts::enable(tx, account.id).await?;
    let paper = [Grant {
        role: Role::Publisher,
        scope: Scope::Paper,
    }];
    accounts::set_grants(tx, account.id, &paper).await?;
    let all = accounts::all(tx).await?;
    assert!(all.len() == 1 && all[0].is_active() && all[0].grants == paper);
    assert!(accounts::by_id(tx, account.id).await?.is_some_and(|found| found.key == "lea"));
    programs(tx, account.id).await
}

/// A token of an account, and what was answered to it.
async fn programs(tx: &mut Tx, account: Uuid) -> Result<(), Broken> {
    let token = Token {
        id: Uuid::from_u128(35),
        account,
        name: "dépêches".into(),
        scope: Scope::Section(SECTION),
        acts: vec!["save".into(), "publish".into()],
        made_at: NOW,
        expires_at: NOW,
        revoked_at: None,
    };
    tokens::add(tx, &token, &[9; 32], STAMP).await?;
    assert_eq!(tokens::by_digest(tx, &[9; 32]).await?, Some(token.clone()));
    assert_eq!(tokens::by_digest(tx, &[8; 32]).await?, None);
    assert!(tokens::revoke(tx, token.id, NOW).await? && !tokens::revoke(tx, token.id, NOW).await?);
    let revoked = Token {
        revoked_at: Some(NOW),
        ..token
    };
    assert_eq!(tokens::by_id(tx, revoked.id).await?, Some(revoked.clone()));
    assert_eq!(tokens::all(tx).await?, [revoked]);
    let (first, second) = ([1; 32], [2; 32]);
    let key = |digest| answers::Key { account, digest };
    let answered = Answered {
        request: vec![3; 32],
        answer: "{}".into(),
    };
    let later = Instant(NOW.0 + 10);
    answers::keep(tx, key(&first), &answered, NOW).await?;
    answers::keep(tx, key(&second), &answered, later).await?;
    assert_eq!(answers::of_key(tx, key(&first), NOW).await?, None, "it is to be forgotten by now");
    answers::forget(tx, NOW).await?;
    assert_eq!(answers::of_key(tx, key(&first), Instant(0)).await?, None);
    assert_eq!(answers::of_key(tx, key(&second), NOW).await?, Some(answered));
    Ok(())
}

fn noon() -> Planned {
    Planned {
        local: "2026-11-24T12:00:00".into(),
        zone: "Europe/Paris".into(),
        at: NOW,
    }
}

async fn planned(tx: &mut Tx) -> Result<(), Broken> {
    let schedule = Schedule {
        article: ARTICLE,
        job: Uuid::from_u128(40),
        checkpoint: 1,
        nature: Nature::Update,
        planned: noon(),
        made_by: "import".into(),
    };
    plans::schedule(tx, &schedule, NOW).await?;
    assert_eq!(plans::schedule_of(tx, ARTICLE).await?.as_ref(), Some(&schedule));
    plans::freeze_anew(tx, ARTICLE, 2).await?;
    assert_eq!(plans::schedule_of(tx, ARTICLE).await?.map(|schedule| schedule.checkpoint), Some(2));
    plans::unschedule(tx, ARTICLE).await?;
    assert_eq!(plans::schedule_of(tx, ARTICLE).await?, None);
    let embargo = Embargo {
        article: ARTICLE,
        job: Uuid::from_u128(41),
        until: noon(),
        reason: "l’Académie".into(),
        made_by: "import".into(),
    };
    plans::embargo(tx, &embargo, NOW).await?;
    plans::embargo(tx, &embargo, NOW).await?;
    assert_eq!(plans::embargo_of(tx, ARTICLE).await?, Some(embargo));
    plans::lift(tx, ARTICLE).await?;
    assert_eq!(plans::embargo_of(tx, ARTICLE).await?, None);
    // One of each stays, to be carried.
    plans::schedule(tx, &schedule, NOW).await
}

fn left(id: Uuid, kind: Kind, due_at: Instant) -> NewJob {
    NewJob {
        id,
        kind,
        thing: ARTICLE,
        due_at,
    }
}

async fn outbox(tx: &mut Tx) -> Result<(), Broken> {
    let (first, second) = (Uuid::from_u128(50), Uuid::from_u128(51));
    let later = Instant(NOW.0 + 1_000);
    jobs::leave(tx, &left(first, Kind::Publish, NOW), NOW).await?;
    jobs::leave(tx, &left(second, Kind::LiftEmbargo, later), NOW).await?;
    assert_eq!(jobs::next_due(tx, NOW).await?, Some(NOW));
    assert_eq!(jobs::unknown(tx).await?, [], "every kind of ours is known");
    let counts = jobs::counts(tx, NOW, Instant(NOW.0 + 1)).await?;
    assert_eq!((counts.due, counts.late, counts.failing, counts.given_up), (1, 1, 0, 0));
    let claimed = jobs::claim(tx, NOW, "node", later).await?;
    assert_eq!(claimed.map(|job| (job.id, job.kind, job.attempts)), Some((first, Kind::Publish, 1)));
    assert_eq!(jobs::claim(tx, NOW, "another", later).await?, None, "it is held");
    assert_eq!(jobs::next_due(tx, NOW).await?, Some(later));
    jobs::failed(tx, first, "no", later).await?;
    let after = Instant(later.0 + 1);
    assert_eq!(jobs::claim(tx, after, "another", after).await?.map(|job| job.attempts), Some(2));
    assert!(jobs::done(tx, first, after, None).await? && !jobs::done(tx, first, after, None).await?);
    assert!(jobs::done(tx, second, after, Some(&GivenUp::For(Act::Published))).await?);
    Ok(())
}

async fn outside_box(tx: &mut Tx) -> Result<(), Broken> {
    let (first, later) = (Uuid::from_u128(52), Instant(NOW.0 + 1_000));
    let new = outside::NewJob {
        id: first,
        kind: "forget_media",
        queue: "files",
        payload: json!({ "withholding": first }),
        once: Some("forget_media 1"),
        due_at: NOW,
    };
    assert!(outside::leave(tx, &new, NOW).await? && !outside::leave(tx, &outside::NewJob { id: SECTION, ..new }, NOW).await?);
    assert!(outside::is_left(tx, "forget_media 1").await?);
    let lane = Lane::of("files", ["forget_media"]);
    assert_eq!(outside::next_due(tx, &lane).await?, Some(NOW));
    assert_eq!(outside::next_due(tx, &Lane::of("links", ["forget_media"])).await?, None);
    assert_eq!(outside::next_due(tx, &Lane::of("files", ["another"])).await?, None);
    assert_eq!(outside::unknown_kinds(tx).await?, []);
    let lease = |node, now, until| Lease { node, now, until };
    let job = outside::claim(tx, &lane, lease("node", NOW, later)).await?.unwrap();
    assert_eq!((job.held, job.tries), (Held { id: first, attempt: 1 }, 1));
    assert_eq!(outside::claim(tx, &lane, lease("another", NOW, later)).await?, None, "it is held");
    let after = Instant(later.0 + 1);
    assert_eq!(outside::next_due(tx, &lane).await?, Some(after), "its lease ends");
    let taken = outside::claim(tx, &lane, lease("another", after, after)).await?.unwrap();
    let came = json!({ "files": 1 });
    assert!(!outside::done(tx, job.held, after, &came).await?, "who comes late ends nothing");
    assert!(!outside::renew(tx, job.held, after).await? && outside::renew(tx, taken.held, after).await?);
    assert!(outside::progress(tx, taken.held, &came).await?);
    assert!(outside::failed(tx, taken.held, "no", after).await?);
    assert_eq!(outside::failing(tx, 9).await?[0].failure.as_deref(), Some("no"));
    let third = outside::claim(tx, &lane, lease("node", after, after)).await?.unwrap();
    assert_eq!((third.progress, third.tries), (Some(came.clone()), 3));
    assert!(outside::give_back(tx, third.held).await?);
    let fourth = outside::claim(tx, &lane, lease("node", after, after)).await?.unwrap();
    assert_eq!(fourth.tries, 3, "what was given back was no attempt");
    assert!(outside::dead(tx, fourth.held, "never", after).await?);
    assert_eq!(outside::stopped(tx, 9).await?[0].dead_at, Some(after.0));
    assert_eq!(outside::revive(tx, first, after).await?.as_deref(), Some("forget_media"));
    let fifth = outside::claim(tx, &lane, lease("node", after, after)).await?.unwrap();
    assert_eq!((fifth.tries, fifth.held.attempt), (1, 5));
    assert!(outside::begin_effect(tx, fifth.held, after).await?);
    let long_after = Instant(after.0 + 1);
    assert_eq!(outside::claim(tx, &lane, lease("another", long_after, long_after)).await?, None);
    assert_eq!(outside::lost(tx, &lane, long_after).await?[0].id, first);
    let counts = outside::counts(tx, long_after).await?;
    assert_eq!((counts.due, counts.failing, counts.dead, counts.unknown), (0, 0, 0, 1));
    assert!(
        outside::one(tx, first)
            .await?
            .is_some_and(|job| job.unknown_at == Some(long_after.0))
    );
    outside::revive(tx, first, long_after).await?;
    let again = outside::claim(tx, &lane, lease("node", long_after, long_after)).await?.unwrap();
    assert!(outside::unknown(tx, again.held, "no answer", long_after).await?);
    outside::revive(tx, first, long_after).await?;
    let sixth = outside::claim(tx, &lane, lease("node", long_after, long_after)).await?.unwrap();
    assert!(outside::done(tx, sixth.held, long_after, &came).await?);
    assert_eq!(outside::last_done(tx, "forget_media").await?, Some((long_after, came)));
    Ok(())
}

async fn told_to_the_house(tx: &mut Tx) -> Result<(), Broken> {
    let (id, subject) = (Uuid::from_u128(53), ("job_dead", "52"));
    let new = NewNotice {
        id,
        kind: subject.0,
        subject: subject.1,
        capability: Capability::SetPaper,
        account: None,
        detail: json!({ "attempts": 8 }),
    };
    notices::raise(tx, &new, NOW).await?;
    let again = NewNotice {
        id: SECTION,
        detail: json!({ "attempts": 9 }),
        ..new
    };
    notices::raise(tx, &again, Instant(NOW.0 + 1)).await?;
    let standing = notices::standing(tx).await?;
    assert_eq!(
        (standing.len(), standing[0].id, standing[0].times),
        (1, id, 2),
        "one stands for one subject"
    );
    assert_eq!((standing[0].since, standing[0].met_at), (NOW, Instant(NOW.0 + 1)));
    assert!(notices::stands(tx, subject).await?);
    assert!(notices::ends(tx, subject, NOW).await? && !notices::ends(tx, subject, NOW).await?);
    notices::raise(tx, &again, NOW).await?;
    assert!(notices::settle(tx, SECTION, STAMP).await? && !notices::settle(tx, SECTION, STAMP).await?);
    assert!(
        notices::one(tx, SECTION)
            .await?
            .is_some_and(|notice| notice.settled_by.as_deref() == Some("import"))
    );
    assert!(!notices::stands(tx, subject).await?);
    Ok(())
}

async fn told_and_withheld(tx: &mut Tx) -> Result<(), Broken> {
    let told = Explanation {
        version: 1,
        place: Place::Top,
        text: Some("C’était faux.".into()),
        salt: Some(vec![1; 16]),
        digest: [2; 32],
    };
    explanations::add(tx, ARTICLE, &told).await?;
    assert_eq!(explanations::of(tx, ARTICLE).await?, [told]);
    explanations::withhold(tx, ARTICLE, 1).await?;
    assert_eq!(explanations::of(tx, ARTICLE).await?[0].text, None);
    let withholding = Withholding {
        article: ARTICLE,
        what: "words".into(),
        ground: Ground::Minor,
        reason: "le tribunal".into(),
        at: NOW,
        by: "import".into(),
    };
    let (id, trace) = (Uuid::from_u128(70), Trace::of_words([3; 16], "Jean Dupont"));
    assert!(withholdings::held(tx).await?.is_empty());
    tx.mark().await?;
    withholdings::add(tx, id, &withholding, &trace).await?;
    assert_eq!(
        withholdings::held(tx).await?.len(),
        1,
        "from the next act on, in the same transaction"
    );
    tx.undo().await?;
    assert!(withholdings::held(tx).await?.is_empty(), "what was undone was not withheld");
    withholdings::add(tx, id, &withholding, &trace).await?;
    assert_eq!(withholdings::of(tx, ARTICLE).await?, [withholding]);
    assert_eq!(withholdings::held(tx).await?[0].trace, trace);
    withholdings::withhold_media(tx, &[8; 32], id).await?;
    withholdings::withhold_media(tx, &[8; 32], id).await?;
    assert!(withholdings::is_media(tx, &[8; 32]).await? && !withholdings::is_media(tx, &[7; 32]).await?);
    assert_eq!(withholdings::media_of(tx, id).await?, [[8; 32]]);
    let version = versions::of(tx, ARTICLE).await?.remove(0);
    withholdings::cut_version(tx, Numbered::of(ARTICLE, 1), &version.copy, &version.leaves).await
}

async fn suspended(tx: &mut Tx) -> Result<(), Broken> {
    let made = Made {
        id: Uuid::from_u128(80),
        place: Where::Section(SECTION),
        begins: noon(),
        ends: None,
        review_on: Some("2026-12-01".into()),
        reason: "débordements".into(),
        at: NOW,
        by: "import".into(),
        begun_at: None,
    };
    suspensions::add(tx, &made).await?;
    let kept = suspensions::by_id(tx, made.id).await?;
    assert_eq!(kept.map(|kept| (kept.place, kept.review_on)), Some((made.place, made.review_on)));
    assert!(suspensions::begin(tx, made.id, NOW).await? && !suspensions::begin(tx, made.id, NOW).await?);
    assert!(suspensions::end(tx, made.id, None, STAMP).await? && !suspensions::end(tx, made.id, None, STAMP).await?);
    assert_eq!(suspensions::all(tx).await?.len(), 1);
    Ok(())
}
