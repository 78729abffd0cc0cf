//! Keystrokes are not history: what is typed is kept without an entry, what stood is committed to at moments, and acts that
//! write the same draft at the same moment lose nothing of it.

use acts::keeping::{Keeping, Kept, Typing, keep};
use acts::requests::context::NoFiles;
use acts::requests::{Asking, Request, Who};
use manuscript::act::By;
use manuscript::edits::Edit;
use manuscript::role::Role;
use manuscript::{Clock as _, Uuid, canonical};
use safekeeping::verifying::{self, Report};
use serde_json::json;
use store::{Tx, articles};
use testpaper::{Engine, InProcess, Refused as _, in_paris, on_both};

use crate::embargo::joins;

const MINUTE: i64 = 60_000;

fn saying(text: &str) -> String {
    format!("---\nheadline: Le pont\n---\n\n{text}\n")
}

fn saved_entries(paper: &InProcess, article: Uuid) -> usize {
    let entries = paper.record(Some(article));
    entries.iter().filter(|entered| entered.entry.act == "saved").count()
}

fn words(paper: &InProcess, article: Uuid) -> String {
    let copy = paper.draft(article).copy;
    copy.body.iter().map(manuscript::Block::words).collect::<Vec<_>>().join(" ")
}

fn verified(paper: &InProcess) -> Report {
    paper.wait(async { verifying::verify(&mut paper.store.snapshot().await.unwrap()).await.unwrap() })
}

#[track_caller]
fn holds(paper: &InProcess) {
    let wrong: Vec<String> = verified(paper).wrong.into_iter().map(|said| said.en).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn an_hour_of_typing_enters_seven_times_at_most_and_every_letter_is_there() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("a")).unwrap();
        let (mut text, mut seen) = ("a".to_owned(), 1);
        for turn in 0..360 {
            paper.clock.pass(MINUTE / 6);
            text = format!("{text} {turn}");
            seen = newsroom.keep(article, seen, saying(&text)).unwrap();
        }
        assert_eq!((seen, words(paper, article)), (361, text));
        assert_eq!(saved_entries(paper, article), 6, "one when it was begun, one for every ten minutes");
        holds(paper);
    });
}

#[test]
fn a_save_that_changes_nothing_enters_nothing_and_one_after_keeps_commits_to_them() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Un.")).unwrap();
        assert_eq!(newsroom.save_again(article, saying("Un.")).unwrap().revision, 1);
        assert_eq!(saved_entries(paper, article), 1);
        let seen = newsroom.keep(article, 1, saying("Deux.")).unwrap();
        assert_eq!(newsroom.keep(article, seen, saying("Deux.")).unwrap(), seen, "nothing was typed");
        assert_eq!(saved_entries(paper, article), 1);
        assert_eq!(verified(paper).unproven.len(), 1);
        assert_eq!(newsroom.save_again(article, saying("Deux.")).unwrap().revision, seen);
        assert_eq!(saved_entries(paper, article), 2, "what was typed before is committed to");
        assert!(verified(paper).unproven.is_empty());
        newsroom.save_again(article, saying("Deux.")).unwrap();
        assert_eq!(saved_entries(paper, article), 2);
        holds(paper);
    });
}

#[test]
fn a_keep_over_a_draft_that_moved_on_overwrites_nothing() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Un.")).unwrap();
        newsroom.keep(article, 1, saying("Deux.")).unwrap();
        newsroom
            .keep(article, 1, saying("Trois."))
            .refused("the draft has changed since you saw it (revision 1, now 2)");
        assert_eq!(words(paper, article), "Deux.");
        newsroom.keep(Uuid::from_u128(9), 1, saying("Rien.")).refused("no article");
    });
}

#[test]
fn a_change_of_hands_commits_to_what_the_other_typed() {
    on_both(|paper| {
        joins(paper, "lea", Role::Publisher);
        joins(paper, "marc", Role::Publisher);
        let (lea, marc) = (paper.somebody("lea"), paper.somebody("marc"));
        let article = lea.save(saying("Léa.")).unwrap();
        let seen = lea.keep(article, 1, saying("Léa, suite.")).unwrap();
        assert_eq!(saved_entries(paper, article), 1);
        let seen = marc.keep(article, seen, saying("Léa, suite. Marc.")).unwrap();
        let entries = paper.record(Some(article));
        let last = &entries.last().unwrap().entry;
        assert_eq!((last.act.as_str(), &last.detail["revision"]), ("saved", &json!(2)));
        assert!(last.detail["written_by"].as_str().unwrap().starts_with("person:") && last.by != last.detail["written_by"]);
        let seen = marc.keep(article, seen, saying("Léa, suite. Marc aussi.")).unwrap();
        assert_eq!(saved_entries(paper, article), 2, "no entry while the hands are the same");
        // By will, too: what the other typed is entered first.
        lea.save_again(article, saying("Tout.")).unwrap();
        assert_eq!((seen, saved_entries(paper, article)), (4, 4));
        assert!(verified(paper).unproven.is_empty());
        holds(paper);
    });
}

#[test]
fn who_may_not_save_may_not_keep() {
    on_both(|paper| {
        joins(paper, "lea", Role::Reporter);
        joins(paper, "moderateur", Role::Moderator);
        let article = paper.newsroom().save(saying("À nous.")).unwrap();
        for key in ["lea", "moderateur"] {
            paper
                .somebody(key)
                .keep(article, 1, saying("À moi."))
                .refused("may not do this here");
        }
        let own = paper.somebody("lea").save(saying("À moi.")).unwrap();
        paper.somebody("lea").keep(own, 1, saying("Encore.")).unwrap();
        assert_eq!(words(paper, article), "À nous.");
    });
}

#[test]
fn blocks_are_edited_by_their_ids_and_fields_by_their_names() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Un.\n\nDeux.\n\n- point\n\nTrois.")).unwrap();
        let ids: Vec<String> = paper.draft(article).copy.body.iter().map(|block| block.id().to_owned()).collect();
        let paragraph = |text: &str| json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] });
        let seen = newsroom
            .edit(
                article,
                1,
                vec![
                    Edit::Insert {
                        after: Some(ids[0].clone()),
                        block: paragraph("Et demi."),
                    },
                    Edit::Replace {
                        id: ids[1].clone(),
                        block: paragraph("Deux, autrement."),
                    },
                    Edit::Move {
                        id: ids[3].clone(),
                        after: None,
                    },
                    Edit::Remove { id: ids[2].clone() },
                    Edit::Set {
                        field: "headline".into(),
                        to: json!("Le pont tient"),
                    },
                    Edit::Set {
                        field: "standfirst".into(),
                        to: json!("Il tient."),
                    },
                ],
            )
            .unwrap();
        let copy = paper.draft(article).copy;
        assert_eq!(words(paper, article), "Trois. Un. Et demi. Deux, autrement.");
        assert_eq!(
            (copy.headline.as_str(), copy.standfirst_words().as_str()),
            ("Le pont tient", "Il tient.")
        );
        let now: Vec<&str> = copy.body.iter().map(manuscript::Block::id).collect();
        assert_eq!((now[0], now[1], now[3]), (ids[3].as_str(), ids[0].as_str(), ids[1].as_str()));
        assert!(
            !now[2].is_empty() && !ids.iter().any(|id| id == now[2]),
            "what is new has an id of its own"
        );
        let refused = |edit: Edit, words: &str| newsroom.edit(article, seen, vec![edit]).refused(words);
        refused(Edit::Remove { id: "none".into() }, "edit 1: there is no block `none`");
        refused(
            Edit::Insert {
                after: None,
                block: json!({ "type": "poem" }),
            },
            "edit 1: this is no block",
        );
        refused(
            Edit::Set {
                field: "body".into(),
                to: json!([]),
            },
            "`body` is no field that can be set",
        );
        refused(
            Edit::Set {
                field: "kind".into(),
                to: json!("song"),
            },
            "cannot hold this there",
        );
        refused(
            Edit::Set {
                field: "headline".into(),
                to: json!(null),
            },
            "the headline is empty",
        );
        assert_eq!(paper.draft(article).revision, seen);
    });
}

#[test]
fn a_name_that_is_being_typed_makes_nobody_until_it_is_published() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let signed = |name: &str| format!("---\nheadline: Le pont\nbyline: [\"{name}\"]\nsection: Politique\n---\n\nTexte.\n");
        let article = newsroom.save(saying("Texte.")).unwrap();
        let mut seen = 1;
        for name in ["L", "Lé", "Léa", "Léa Brun"] {
            seen = newsroom.keep(article, seen, signed(name)).unwrap();
        }
        let described = |paper: &InProcess| paper.record(None).iter().filter(|entered| entered.entry.act == "described").count();
        assert_eq!(described(paper), 0, "neither four people nor a section");
        newsroom.publish(article).unwrap();
        assert_eq!(described(paper), 1);
        assert!(paper.get("/auteurs/lea-brun").page().contains("Le pont"));
        assert!(paper.draft(article).copy.signatories().all(|person| person.person.is_some()));
        newsroom.publish(article).refused("there is nothing to publish");
        holds(paper);
    });
}

#[test]
fn what_was_committed_to_cannot_be_changed_unseen_and_what_was_typed_since_is_called_unproven() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Un.")).unwrap();
        let mut seen = 1;
        for text in ["Deux.", "Trois.", "Quatre."] {
            seen = newsroom.keep(article, seen, saying(text)).unwrap();
        }
        let report = verified(paper);
        assert!(report.wrong.is_empty(), "typing is no fault: {:?}", report.wrong);
        let draft = &report.unproven[0];
        assert_eq!((draft.article, draft.revision, draft.committed_revision), (article, 4, Some(1)));
        assert!(draft.kept_since.is_some());
        paper.database.tamper("update drafts set copy = replace(copy, 'Quatre', 'Cinq')");
        holds(paper);
        let fault = |statement: &str| {
            paper.database.tamper(statement);
            let wrong: Vec<String> = verified(paper).wrong.into_iter().map(|said| said.en).collect();
            assert!(wrong.iter().any(|wrong| wrong.starts_with("draft ")), "{statement}: {wrong:?}");
        };
        fault("update checkpoints set copy = replace(copy, 'Un', 'Une')");
        paper.database.tamper("update checkpoints set copy = replace(copy, 'Une', 'Un')");
        holds(paper);
        fault("update drafts set committed_checkpoint = null");
        paper.database.tamper("update drafts set committed_checkpoint = 1");
        holds(paper);
        fault("update drafts set committed_revision = 4, committed_checkpoint = null");
        fault("update drafts set committed_revision = null, committed_checkpoint = null");
        newsroom.save_again(article, saying("Quatre.")).unwrap();
        holds(paper);
        fault("update drafts set copy = replace(copy, 'Quatre', 'Cinq')");
    });
}

#[test]
fn what_is_planned_stays_frozen_and_the_draft_says_how_many_changes_came_since() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Prévu.")).unwrap();
        newsroom.schedule(article, &in_paris("2026-11-24 06:00")).unwrap();
        let mut seen = 1;
        for text in ["Un.", "Deux.", "Trois."] {
            seen = newsroom.keep(article, seen, saying(text)).unwrap();
        }
        assert_eq!(newsroom.save_again(article, saying("Trois.")).unwrap().since_frozen, Some(3));
        paper.clock.set(in_paris("2026-11-24 06:00").at);
        paper.press.do_due();
        assert!(paper.get(&paper.live(article).unwrap().path).page().contains("Prévu."));
        assert_eq!((words(paper, article), seen), ("Trois.".to_owned(), 4));
        holds(paper);
    });
}

#[test]
fn withheld_words_go_from_what_was_typed_and_from_what_was_committed_to() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Jean Secret tombe.")).unwrap();
        newsroom.publish(article).unwrap();
        newsroom.keep(article, 1, saying("Jean Secret tombe encore.")).unwrap();
        newsroom
            .withhold(article, acts::withholding::What::Words("Jean Secret".into()), None)
            .unwrap();
        let rows = format!("{:?}", paper.database.rows());
        assert!(!rows.contains("Jean Secret"), "nowhere in the database");
        // Whoever had them before their eyes is told, and nothing comes back.
        newsroom
            .keep(article, 2, saying("Jean Secret revient."))
            .refused("the draft has changed");
        holds(paper);
    });
}

/// A keep in a transaction that the test ends itself.
async fn begun_keep(paper: &InProcess, wanted: &Keeping) -> Tx {
    let mut tx = acts::begin_unrecorded(&paper.store).await.unwrap();
    let desk = paper.desk_in(&mut tx).await;
    let kept = keep(&mut tx, &desk, &By::CommandLine, wanted).await.unwrap();
    assert!(matches!(kept, Kept::Kept { .. }), "{kept:?}");
    tx
}

fn keeping(article: Uuid, seen: i64, headline: &str) -> Keeping {
    let edits = vec![Edit::Set {
        field: "kicker".into(),
        to: json!(headline),
    }];
    Keeping {
        article,
        seen,
        typed: Typing::Edits(edits),
    }
}

/// Until somebody waits for a row that another transaction holds. SQLite has one who writes: there nobody need be waited for.
async fn until_somebody_waits(paper: &InProcess, engine: Engine) {
    let waiting = "select count(*)::text from pg_locks where not granted";
    let until = tokio::time::Instant::now() + std::time::Duration::from_secs(10);
    while engine == Engine::Postgres && paper.database.texts(waiting) == ["0"] {
        assert!(tokio::time::Instant::now() < until, "nobody waits");
        tokio::task::yield_now().await;
    }
}

#[test]
fn a_correction_that_meets_a_keep_waits_for_it_and_both_changes_are_in_the_draft() {
    for engine in testpaper::engines() {
        let paper = &InProcess::on(engine);
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Il cede.")).unwrap();
        newsroom.publish(article).unwrap();
        let wanted = correction(article, "cede", "cède");
        paper.wait(async {
            let tx = begun_keep(paper, &keeping(article, 1, "En cours")).await;
            let correcting = async {
                let mut tx = acts::begin(&paper.store).await.unwrap();
                let desk = paper.desk_in(&mut tx).await;
                acts::correction::correct(&mut tx, &desk, &By::CommandLine, wanted).await.unwrap();
                tx.commit().await.unwrap();
            };
            let typing = async {
                until_somebody_waits(paper, engine).await;
                tx.commit().await.unwrap();
            };
            tokio::join!(correcting, typing);
        });
        let draft = paper.draft(article);
        assert_eq!(
            (draft.copy.kicker.as_deref(), words(paper, article).as_str()),
            (Some("En cours"), "Il cède.")
        );
        assert_eq!(draft.revision, 3);
        holds(paper);
    }
}

#[test]
fn a_keep_that_meets_a_correction_waits_for_it_and_is_told_that_the_draft_moved_on() {
    for engine in testpaper::engines() {
        let paper = &InProcess::on(engine);
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Il cede.")).unwrap();
        newsroom.publish(article).unwrap();
        let wanted = correction(article, "cede", "cède");
        let kept = paper.wait(async {
            let mut acting = acts::begin(&paper.store).await.unwrap();
            let desk = paper.desk_in(&mut acting).await;
            acts::correction::correct(&mut acting, &desk, &By::CommandLine, wanted)
                .await
                .unwrap();
            let typing = async {
                let mut tx = acts::begin_unrecorded(&paper.store).await.unwrap();
                keep(&mut tx, &desk, &By::CommandLine, &keeping(article, 1, "En cours")).await
            };
            let correcting = async {
                until_somebody_waits(paper, engine).await;
                acting.commit().await.unwrap();
            };
            tokio::join!(typing, correcting).0
        });
        assert!(kept.unwrap_err().to_string().contains("(revision 1, now 2)"));
        assert_eq!(
            (words(paper, article).as_str(), paper.draft(article).copy.kicker),
            ("Il cède.", None)
        );
        holds(paper);
    }
}

#[test]
fn a_publish_that_meets_a_keep_publishes_what_it_read_and_the_draft_goes_on() {
    for engine in testpaper::engines() {
        let paper = &InProcess::on(engine);
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Lu.")).unwrap();
        let wanted = acts::publication::Publication {
            article,
            seen: Some(1),
            nature: manuscript::Nature::Update,
            tell: None,
        };
        let published = paper.wait(async {
            let typing = begun_keep(paper, &keeping(article, 1, "En cours")).await;
            let publishing = async {
                let mut tx = acts::begin(&paper.store).await.unwrap();
                let desk = paper.desk_in(&mut tx).await;
                let published = acts::publication::publish(&mut tx, &desk, &By::CommandLine, &wanted).await;
                if published.is_ok() {
                    tx.commit().await.unwrap();
                }
                published
            };
            if engine == Engine::Postgres {
                // It does not wait: nothing of what is typed is its business.
                let published = publishing.await;
                typing.commit().await.unwrap();
                published
            } else {
                tokio::join!(publishing, async { typing.commit().await.unwrap() }).0
            }
        });
        let draft = paper.draft(article);
        assert_eq!((draft.copy.kicker.as_deref(), draft.revision), (Some("En cours"), 2));
        match engine {
            Engine::Postgres => assert_eq!(published.unwrap().number, 1),
            Engine::Sqlite => assert!(published.unwrap_err().to_string().contains("(revision 1, now 2)")),
        }
        holds(paper);
    }
}

fn correction(article: Uuid, passage: &str, becomes: &str) -> acts::correction::Correction {
    acts::correction::Correction {
        article,
        seen: None,
        change: acts::correction::Change::Passages(vec![(passage.to_owned(), becomes.to_owned())]),
        nature: manuscript::Nature::Typo,
        tell: None,
    }
}

#[test]
fn a_keep_through_the_requests_says_what_of_the_head_it_left_to_a_save() {
    on_both(|paper| {
        let newsroom = paper.newsroom();
        let article = newsroom.save(saying("Texte.")).unwrap();
        let text = "---\nheadline: Le pont\nsection: Politique\ntopics: [Ponts]\n---\n\nTexte, suite.\n";
        let request = Request::read(json!({ "act": "keep", "article": article, "seen": 1, "text": text })).unwrap();
        assert!(request.is_tried_without_pen());
        let answer = paper.wait(async {
            let mut tx = acts::begin_unrecorded(&paper.store).await.unwrap();
            let desk = paper.desk_in(&mut tx).await;
            let asking = Asking {
                who: Who::Machine,
                clock: desk.clock,
                ids: desk.ids,
                files: &NoFiles,
            };
            let outcome = request.done(&mut tx, &asking).await;
            let answer = outcome.to_json(None);
            tx.commit().await.unwrap();
            answer
        });
        let expected =
            json!({ "done": "kept", "article": article, "revision": 2, "since_frozen": null, "unplaced": ["section", "topics"] });
        assert_eq!(canonical::text_of(&answer).unwrap(), canonical::text_of(&expected).unwrap());
        newsroom.save_again(article, text).unwrap();
        newsroom.keep(article, 2, text.replace("suite", "fin")).unwrap();
        assert!(paper.wait(async {
            let mut snapshot = paper.store.snapshot().await.unwrap();
            articles::placed(&mut snapshot, article)
                .await
                .unwrap()
                .unwrap()
                .placement
                .section
                .is_some()
        }));
    });
}

/// Lets the paper move away while somebody waits, as a move does: it holds the record and the drafts until it has committed.
async fn moved_while_somebody_waits(paper: &InProcess, mut left: store::Tx, engine: Engine) {
    until_somebody_waits(paper, engine).await;
    store::asleep::fall(&mut left, store::asleep::Why::Moved, paper.clock.now())
        .await
        .unwrap();
    left.commit().await.unwrap();
}

async fn begun_move(paper: &InProcess) -> store::Tx {
    let mut left = acts::begin(&paper.store).await.unwrap();
    store::carrying::hold_unrecorded(&mut left).await.unwrap();
    left
}

#[test]
fn a_keep_that_waits_while_the_paper_moves_away_is_refused_and_not_lost() {
    for engine in testpaper::engines() {
        let paper = &InProcess::on(engine);
        let article = paper.newsroom().save(saying("Lu.")).unwrap();
        let kept = paper.wait(async {
            let left = begun_move(paper).await;
            let typing = async {
                let mut tx = acts::begin_unrecorded(&paper.store).await?;
                let desk = paper.desk_in(&mut tx).await;
                keep(&mut tx, &desk, &By::CommandLine, &keeping(article, 1, "En cours"))
                    .await
                    .unwrap();
                tx.commit().await
            };
            tokio::join!(typing, moved_while_somebody_waits(paper, left, engine)).0
        });
        assert!(kept.unwrap_err().moved_away().is_some(), "{engine:?}");
        assert_eq!(paper.draft(article).copy.kicker, None);
    }
}

#[test]
fn an_act_that_waits_while_the_paper_moves_away_is_refused_and_not_lost() {
    for engine in testpaper::engines() {
        let paper = &InProcess::on(engine);
        let article = paper.newsroom().save(saying("Lu.")).unwrap();
        let refused = paper.wait(async {
            let left = begun_move(paper).await;
            let publishing = async {
                let mut tx = acts::begin(&paper.store).await.unwrap();
                let desk = paper.desk_in(&mut tx).await;
                let wanted = acts::publication::Publication {
                    article,
                    seen: None,
                    nature: manuscript::Nature::Update,
                    tell: None,
                };
                acts::publication::publish(&mut tx, &desk, &By::CommandLine, &wanted).await
            };
            tokio::join!(publishing, moved_while_somebody_waits(paper, left, engine)).0
        });
        assert!(
            refused.unwrap_err().to_string().contains("the paper left this database"),
            "{engine:?}"
        );
    }
}
