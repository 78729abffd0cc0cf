//! A hundred articles, read by the desk and by Debian's `grammalecte-cli` in the same run.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use copydesk::{Context, House};
use manuscript::Copy;

use crate::clock::{of_child, timed};
use crate::sheet::Sheet;
use crate::texts;

const ARTICLES: usize = 100;
const WORDS: usize = 270;
const PEER: &str = "grammalecte-cli";

pub(crate) fn hundred_articles(sheet: &mut Sheet) {
    let articles = texts::articles_of(ARTICLES, WORDS);
    let house = House::default();
    let (cold, _) = timed(|| copydesk::read(&articles[0], &Context::default(), &house));
    let (ours, findings) = timed(|| {
        let all = articles.iter().map(|copy| copydesk::read(copy, &Context::default(), &house).len());
        all.sum::<usize>()
    });
    println!("  {findings} findings; the first article, with the dictionary, took {cold:.1?}");
    sheet.at_most("100 articles of 270 words", ours, Duration::from_millis(500));
    match peer(&articles) {
        Some(theirs) => compared(sheet, ours, &theirs),
        None => sheet.at_least("times faster than grammalecte-cli, which is not here", 0.0, 20.0),
    }
}

/// What the peer takes for the same texts, and what for one word.
struct Peer {
    whole: (Duration, Duration),
    load: (Duration, Duration),
}

fn compared(sheet: &mut Sheet, ours: Duration, peer: &Peer) {
    let (whole, load) = (peer.whole.0, peer.load.0);
    println!("  {PEER}: {whole:.2?} of CPU in {:.2?}, of which {load:.2?} to load", peer.whole.1);
    let ours = ours.as_secs_f64();
    let without = whole.saturating_sub(load).as_secs_f64();
    sheet.at_least("times faster than grammalecte-cli, its load left out", without / ours, 20.0);
    println!("  with its load, {:.0} times", whole.as_secs_f64() / ours);
}

fn peer(articles: &[Copy]) -> Option<Peer> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (texts, word) = (folder.join("articles.txt"), folder.join("word.txt"));
    let all: Vec<String> = articles.iter().map(texts::as_lines).collect();
    std::fs::write(&texts, all.join("\n\n")).unwrap();
    std::fs::write(&word, "Bonjour.\n").unwrap();
    Command::new(PEER).arg("-h").stdout(Stdio::null()).status().ok()?;
    let load = of_child(|| read_by_peer(&word));
    let whole = of_child(|| read_by_peer(&texts));
    Some(Peer { whole, load })
}

fn read_by_peer(file: &Path) {
    let mut command = Command::new(PEER);
    let status = command.arg("-f").arg(file).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{PEER} ended with {status}");
}
