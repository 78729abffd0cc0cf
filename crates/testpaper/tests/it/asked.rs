//! How much of the database an act asks for: statements and rows, as the driver tells them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use testpaper::{Engine, InProcess, engines};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// What was asked for so far.
#[derive(Clone, Default)]
struct Asked {
    statements: Arc<AtomicU64>,
    rows: Arc<AtomicU64>,
}

impl Asked {
    fn now(&self) -> (u64, u64) {
        (self.statements.load(Ordering::SeqCst), self.rows.load(Ordering::SeqCst))
    }
}

impl Subscriber for Asked {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.statements.fetch_add(1, Ordering::SeqCst);
        event.record(&mut Rows(&self.rows));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Rows<'a>(&'a AtomicU64);

impl Visit for Rows<'_> {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "rows_returned" {
            self.0.fetch_add(value, Ordering::SeqCst);
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

fn saying(text: &str) -> String {
    format!("---\nheadline: Le pont\nsection: Politique/Ponts\ntopics: [Ponts]\nbyline: [Léa Brun]\n---\n\n{text}\n")
}

/// What a keep and a save ask for, in a paper whose catalogue has so many topics.
fn of_a_keep_and_a_save(topics: usize) -> [(u64, u64); 2] {
    // SQLite's driver tells on a thread of its own; what is asked is the same text on both engines.
    let paper = InProcess::on(Engine::Postgres);
    let newsroom = paper.newsroom();
    let names: Vec<String> = (0..topics).map(|topic| format!("Sujet {topic}")).collect();
    newsroom
        .save(format!("---\nheadline: Tout\ntopics: [{}]\n---\n\nTexte.\n", names.join(", ")))
        .unwrap();
    let article = newsroom.save(saying("Un.")).unwrap();
    let asked = Asked::default();
    tracing::subscriber::with_default(asked.clone(), || {
        let before = asked.now();
        newsroom.keep(article, 1, saying("Deux.")).unwrap();
        let between = asked.now();
        newsroom.save_again(article, saying("Trois.")).unwrap();
        let after = asked.now();
        [(before, between), (between, after)].map(|(before, after)| (after.0 - before.0, after.1 - before.1))
    })
}

#[test]
fn a_keep_and_a_save_ask_for_as_much_in_a_catalogue_a_hundred_times_as_large() {
    if !engines().contains(&Engine::Postgres) {
        return testpaper::skipped("what a keep and a save ask for", "there is no PostgreSQL");
    }
    let (small, large) = (of_a_keep_and_a_save(10), of_a_keep_and_a_save(1_000));
    assert!(small.iter().all(|(statements, rows)| *statements > 3 && *rows > 3), "{small:?}");
    assert_eq!(small, large, "statements and rows of a keep, of a save");
}
