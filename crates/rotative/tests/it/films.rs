//! Films: they come as a stream before there is an act for them. Whoever acts meanwhile is not kept waiting, and whatever
//! dies on the way leaves nothing half.

use std::fs::File;
use std::io::Write;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use manuscript::commitment::hex;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use store::{Store, Tx};
use testpaper::films::{Film, SECRET};
use testpaper::stopping::{go_on, stop};
use testpaper::waiting::BOUND;
use testpaper::{Served, TestPaper};

use crate::operators::{issued_for_files, send, told};
use crate::{news, on_both};

/// Long enough to be met on its way.
const LONG: Film = Film { sound: 32 << 20, seed: 1 };
const HALF: Film = Film { sound: 8 << 20, seed: 3 };
pub(crate) const SHORT: Film = Film { sound: 100_000, seed: 2 };

struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

pub(crate) fn hash_of(film: Film) -> String {
    let mut hashing = Hashing(Sha256::new());
    film.write(&mut hashing).unwrap();
    hex(&hashing.0.finalize())
}

/// Where the paper keeps what was received under a hash.
fn place_of(paper: &TestPaper, hash: &str) -> PathBuf {
    paper.data.join("media").join(&hash[..2]).join(&hash[2..])
}

pub(crate) fn with_film(paper: &TestPaper, film: Film) {
    paper.write(
        "film.md",
        &news("Un film", &format!("Voici [le film](film.mp4), prise {}.", film.seed)),
    );
    let mut file = File::create(paper.folder.join("film.mp4")).unwrap();
    film.write(&mut file).unwrap();
}

/// Bytes that have no name yet, in the folders of what is received and of what readers get.
fn on_their_way(paper: &TestPaper, folder: &str) -> Vec<PathBuf> {
    let names = std::fs::read_dir(paper.data.join(folder)).into_iter().flatten();
    let places = names.map(|entry| entry.unwrap().path());
    places
        .filter(|place| place.extension().is_some_and(|ending| ending == "part"))
        .collect()
}

/// Every file of media, whole or not; and none of another kind.
fn kept(paper: &TestPaper) -> Vec<PathBuf> {
    ["media", "public"]
        .iter()
        .flat_map(|folder| files_below(&paper.data.join(folder)))
        .collect()
}

pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|place| if place.is_dir() { files_below(&place) } else { vec![place] })
        .collect()
}

/// Looks until something is so; what is looked for lasts shorter than any line that is said.
#[track_caller]
pub(crate) fn seen(what: &str, is_so: impl Fn() -> bool) {
    let ends = Instant::now() + BOUND;
    while !is_so() {
        assert!(Instant::now() < ends, "never seen: {what}");
        std::thread::yield_now();
    }
}

/// A film on its way through the operators’ door: the head of the request, and half of the film.
fn half_sent(served: &Served, token: &str) -> TcpStream {
    let mut stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
    let bytes = HALF.bytes();
    let head = format!(
        "POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&bytes[..bytes.len() / 2]).unwrap();
    stream
}

/// An act by another hand, which is done at once.
#[track_caller]
fn act_is_answered(paper: &TestPaper) {
    paper.run(&["act", "pin", "/2026/11/20/le-pont"]).well();
    paper.run(&["act", "unpin", "/2026/11/20/le-pont"]).well();
}

/// Holds the pen, as somebody does whose act takes long.
fn with_the_pen<T>(paper: &TestPaper, meanwhile: impl FnOnce() -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let held: (Store, Tx) = runtime.block_on(async {
        let store = Store::open(&paper.database.address).await.unwrap();
        let tx = acts::begin(&store).await.unwrap();
        (store, tx)
    });
    let done = meanwhile();
    runtime.block_on(async {
        let (store, tx) = held;
        drop(tx);
        store.close().await;
    });
    done
}

fn child(paper: &TestPaper, arguments: &[&str]) -> Child {
    let mut command: Command = paper.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn importing(paper: &TestPaper) -> Child {
    child(paper, &["import", "folder", &paper.folder.display().to_string()])
}

pub(crate) fn saving(paper: &TestPaper) -> Child {
    let manuscript = paper.folder.join("film.md").display().to_string();
    child(paper, &["act", "save", &manuscript])
}

pub(crate) fn killed(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Nothing is there but what rows know of, once somebody has served the paper again.
#[track_caller]
fn nothing_is_half_kept(paper: &TestPaper) {
    let served = paper.serve();
    assert!(
        served.wait_until(|| kept(paper).is_empty()),
        "what came to nothing is there still: {:?}",
        kept(paper)
    );
    drop(served);
    paper.run(&["verify"]).well();
}

#[test]
fn a_film_comes_in_and_readers_get_it_without_what_the_camera_noted() {
    on_both(|paper, _| {
        with_film(paper, SHORT);
        paper.import().well();
        let served = paper.serve();
        let page = served.get("/2026/11/20/un-film").page();
        let address = page.split('"').find(|part| part.starts_with("/media/")).unwrap();
        assert!(address.contains(&hash_of(SHORT)), "{address}");
        assert!(served.wait_until(|| served.get(address).status == 200));
        let film = served.get(address);
        let received = SHORT.bytes();
        assert_eq!(film.body.len(), received.len());
        assert!(holds(&received, SECRET) && !holds(&film.body, SECRET));
        assert_eq!(std::fs::read(place_of(paper, &hash_of(SHORT))).unwrap(), received);
        let part = served.get_with(address, &[("Range", "bytes=50000-50009")]);
        assert_eq!((part.status, part.body.as_slice()), (206, &received[50_000..50_010]));
    });
}

#[test]
fn an_upload_that_stalls_half_way_keeps_no_act_waiting_and_leaves_nothing() {
    on_both(|paper, _| {
        let token = issued_for_files(paper);
        let served = paper.serve_operated();
        let stalled = half_sent(&served, &token);
        seen("bytes on their way", || {
            let coming = on_their_way(paper, "media/incoming");
            coming
                .iter()
                .any(|file| std::fs::metadata(file).is_ok_and(|file| file.len() > 1 << 20))
        });
        let save = json!({ "act": "save", "text": "# Un\n\nTexte.\n" }).to_string();
        assert_eq!(send(&served, &token, &save).status, 200);
        // Others bring theirs meanwhile.
        let other = sent(&served, &token, SHORT);
        assert_eq!(other["sha256"], hash_of(SHORT));
        drop(stalled);
        assert!(served.wait_until(|| on_their_way(paper, "media/incoming").is_empty()));
        // What is cleaned of it is made again when an article uses it.
        assert_eq!(
            kept_of_received(paper),
            [place_of(paper, &hash_of(SHORT))],
            "the whole film and nothing else"
        );
    });
}

#[test]
fn whoever_imports_a_film_or_saves_one_holds_no_pen_while_bytes_come() {
    on_both(|paper, _| {
        paper.write("le-pont.md", &news("Le pont", "Il tient."));
        paper.import().well();
        for begin in [saving as fn(&TestPaper) -> Child, importing] {
            for (folder, film) in [
                ("media/incoming", Film { seed: 11, ..LONG }),
                ("public/incoming", Film { seed: 12, ..LONG }),
            ] {
                let (child, film) = caught(paper, (begin, folder), film);
                act_is_answered(paper);
                go_on(child.id());
                let ended = child.wait_with_output().unwrap();
                assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
                assert!(place_of(paper, &hash_of(film)).is_file());
                assert!(on_their_way(paper, folder).is_empty());
                forget_all(paper);
            }
        }
        paper.run(&["verify"]).well();
    });
}

/// A process that stands still while bytes of a film are on their way into a folder, and the film. One that was faster than
/// the test is let go, and another one is caught.
fn caught(paper: &TestPaper, (begin, folder): (fn(&TestPaper) -> Child, &str), first: Film) -> (Child, Film) {
    for try_number in 0..20 {
        let film = Film {
            seed: first.seed + try_number,
            ..first
        };
        with_film(paper, film);
        let mut child = begin(paper);
        let ends = Instant::now() + BOUND;
        while on_their_way(paper, folder).is_empty() && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < ends, "neither bytes on their way nor an end of it");
            std::thread::yield_now();
        }
        if child.try_wait().unwrap().is_none() {
            stop(child.id());
            if !on_their_way(paper, folder).is_empty() {
                return (child, film);
            }
            go_on(child.id());
        }
        child.wait().unwrap();
        forget_all(paper);
    }
    panic!("nothing was ever seen on its way into {folder}");
}

/// The next film comes into empty folders.
fn forget_all(paper: &TestPaper) {
    for folder in ["media", "public"] {
        let _ = std::fs::remove_dir_all(paper.data.join(folder));
    }
}

#[test]
fn a_process_that_is_killed_while_bytes_come_leaves_nothing_half() {
    on_both(|paper, _| {
        let token = issued_for_files(paper);
        let mut first = LONG;
        for begin in [saving as fn(&TestPaper) -> Child, importing] {
            for folder in ["media/incoming", "public/incoming"] {
                first.seed += 20;
                killed(caught(paper, (begin, folder), first).0);
                assert!(!on_their_way(paper, folder).is_empty());
                nothing_is_half_kept(paper);
            }
        }
        let served = paper.serve_operated();
        let _stalled = half_sent(&served, &token);
        seen("bytes on their way", || !on_their_way(paper, "media/incoming").is_empty());
        served.kill();
        nothing_is_half_kept(paper);
    });
}

#[test]
fn a_process_that_is_killed_between_the_bytes_and_the_act_leaves_none_of_them() {
    on_both(|paper, _| {
        let token = issued_for_files(paper);
        with_film(paper, SHORT);
        let place = place_of(paper, &hash_of(SHORT));
        for begin in [saving as fn(&TestPaper) -> Child, importing] {
            with_the_pen(paper, || {
                let child = begin(paper);
                seen("the film in its place", || place.is_file());
                killed(child);
            });
            nothing_is_half_kept(paper);
        }
        let served = paper.serve_operated();
        with_the_pen(paper, || {
            let mut stream = TcpStream::connect(served.operators_at().trim_start_matches("http://")).unwrap();
            stream.write_all(&whole_request(&token, SHORT)).unwrap();
            seen("the film in its place", || place.is_file());
            served.kill();
        });
        nothing_is_half_kept(paper);
    });
}

#[test]
fn what_was_acknowledged_stands_whatever_becomes_of_the_process() {
    on_both(|paper, _| {
        let token = issued_for_files(paper);
        let served = paper.serve_operated();
        assert_eq!(sent(&served, &token, SHORT)["bytes"], SHORT.length());
        served.kill();
        let served = paper.serve_operated();
        assert_eq!(std::fs::read(place_of(paper, &hash_of(SHORT))).unwrap(), SHORT.bytes());
        assert_eq!(
            sent(&served, &token, SHORT)["sha256"],
            hash_of(SHORT),
            "the same file again is the same asset"
        );
        drop(served);
        paper.run(&["doctor"]).well();
    });
}

#[test]
fn an_act_that_is_tried_or_refused_keeps_no_bytes() {
    on_both(|paper, _| {
        paper.write("le-pont.md", &news("Le pont", "Il tient."));
        paper.import().well();
        with_film(paper, SHORT);
        let manuscript = paper.folder.join("film.md").display().to_string();
        paper.run(&["act", "save", &manuscript, "--dry-run"]).well();
        assert_eq!(kept_of_received(paper), Vec::<PathBuf>::new());
        paper
            .run(&["act", "save", &manuscript, "--article", "rien"])
            .refused("pas d’article");
        assert_eq!(kept_of_received(paper), Vec::<PathBuf>::new());
        paper.run(&["act", "save", &manuscript]).well();
        assert_eq!(kept_of_received(paper).len(), 1);
    });
}

fn kept_of_received(paper: &TestPaper) -> Vec<PathBuf> {
    kept(paper)
        .into_iter()
        .filter(|file| file.starts_with(paper.data.join("media")))
        .collect()
}

fn whole_request(token: &str, film: Film) -> Vec<u8> {
    let head = format!(
        "POST /files HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        film.length()
    );
    [head.into_bytes(), film.bytes()].concat()
}

pub(crate) fn sent(served: &Served, token: &str, film: Film) -> Value {
    let bearer = format!("Bearer {token}");
    let answer = served.sends("/files", &[("Authorization", &bearer)], &film.bytes());
    assert_eq!(answer.status, 200, "{}", answer.text());
    told(&answer)
}

pub(crate) fn holds(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|window| window == word.as_bytes())
}
