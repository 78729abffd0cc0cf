//! Stories through the door: the real program, on both databases, asked as readers and reporters ask.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod acts;
mod arrivals;
mod asleep;
mod backup;
mod broken;
mod busy;
mod checking;
mod commands;
mod crash;
mod disk;
mod doctor;
mod documents;
mod drafts;
mod elsewhere;
mod embargo;
mod embeds;
mod erasing;
mod export;
mod films;
mod folder;
mod folders;
mod furniture;
mod http;
mod keeping;
mod learns_nothing;
mod links;
mod moving;
mod on_a_server;
mod operators;
mod originals;
mod outside;
mod permissions;
mod pictures;
mod pipes;
mod planting;
mod proofs;
mod reading;
mod record;
mod reserved;
mod rolling;
mod sequences;
mod shelf;
mod supervised;
mod taken_back;
mod two_papers;
mod waiting;
mod whereabouts;
mod wikinews;
mod withholding;

use testpaper::{Engine, TestPaper, engines};

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_rotative");

/// Manuscripts in the demo paper.
const OF_THE_DEMO: usize = 98;

/// Tells a story on both engines.
fn on_both(story: impl Fn(&TestPaper, Engine)) {
    for engine in engines() {
        story(&TestPaper::new(PROGRAM, engine), engine);
    }
}

/// A manuscript with a headline and one paragraph.
fn news(headline: &str, text: &str) -> String {
    format!("---\nheadline: \"{headline}\"\npublished: 2026-11-20 10:00\n---\n\n{text}\n")
}

/// A picture of one point of a colour, in which nothing has to be cleaned.
fn png(colour: [u8; 3]) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixel = image::RgbImage::from_pixel(1, 1, image::Rgb(colour));
    pixel.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// By whom and when rows of tests are kept.
fn by_someone() -> store::Stamp<'static> {
    store::Stamp {
        at: manuscript::Instant(1),
        by: "someone",
    }
}

/// Somebody types on in a draft, so that there is something to publish; answers the new revision.
async fn typed_on(tx: &mut store::Tx, article: manuscript::Uuid) -> i64 {
    let mut draft = store::articles::draft_of(tx, article).await.unwrap().unwrap();
    draft.copy.headline.push('.');
    let text = manuscript::canonical::text_of(&draft.copy).unwrap();
    let typed = store::articles::Typed {
        seen: draft.revision,
        copy: &text,
    };
    let saved = store::articles::save_draft(tx, article, typed, by_someone()).await;
    saved.unwrap().unwrap()
}
