//! Originals in a store that every node asks: two nodes have the same files, and a store that is away or stands still keeps no
//! reader from what this node has read, and nothing half.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, Ordering};

use manuscript::Instant;
use testpaper::films::Film;
use testpaper::object_store::{ObjectStore, SECRET_KEY};
use testpaper::stopping::{go_on, stop};
use testpaper::{Engine, Served, TestPaper, engines};

use crate::acts::{act, save, until, until_it_says};
use crate::films::{SHORT, files_below, hash_of, holds, killed, saving, seen, sent, with_film};
use crate::operators::{issued_for_files, told};
use crate::rolling::with_picture;
use crate::{PROGRAM, news, png};

/// The test paper’s noon.
const NOON: Instant = Instant(1_795_347_000_000);
const MINUTE: i64 = 60_000;
const ROOM: u64 = 100;

/// A paper that keeps its originals in a store of its own, on either database.
fn with_store(story: impl Fn(&TestPaper, &ObjectStore, Engine)) {
    for engine in engines() {
        let (paper, store) = (TestPaper::new(PROGRAM, engine), ObjectStore::begin());
        store.keeps_media_of(&paper, ROOM);
        story(&paper, &store, engine);
    }
}

/// The address of the whole file that a page shows.
fn shown_on(served: &Served, page: &str) -> String {
    let page = served.get(page).page();
    let address = page.split("/media/").nth(1).unwrap().split(['"', ' ']).next().unwrap();
    let (hash, _) = address.split_once(['.', '-', '/']).unwrap();
    let ending = address.rsplit('.').next().unwrap();
    format!("/media/{hash}.{}", if ending == "webp" { "png" } else { ending })
}

/// Another node of the paper, with a data folder of its own.
fn another_node(paper: &TestPaper, name: &str) -> (Served, PathBuf) {
    let data = paper.data.with_file_name(name);
    let (shown, database) = (data.display().to_string(), paper.database.address.clone());
    let arguments = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--operators",
        "127.0.0.1:0",
        "--data",
        &shown,
        "--database",
        &database,
    ];
    (paper.serve_elsewhere(&arguments), data)
}

fn bytes_below(folder: &Path) -> u64 {
    files_below(folder)
        .iter()
        .map(|file| std::fs::metadata(file).map_or(0, |found| found.len()))
        .sum()
}

fn pledged(paper: &TestPaper) -> usize {
    paper.database.texts("select cast(until as text) from pledged_originals").len()
}

#[test]
fn what_came_in_on_one_node_is_read_on_every_other_also_on_one_that_is_new_and_empty() {
    with_store(|paper, store, _| {
        with_picture(paper, "Un", [1, 2, 3]);
        paper.import().well();
        let one = paper.serve_operated();
        let address = shown_on(&one, "/2026/11/20/un");
        until(&one, &address, 200);
        assert_eq!(store.objects().len(), 1);
        assert!(!paper.data.join("media").exists(), "nothing of it is in a folder that counts");
        let (other, data) = another_node(paper, "other");
        until_it_says(&other, "/", "Un");
        assert_eq!(until(&other, &address, 200), until(&one, &address, 200));
        // The other way round, through the door of the other node.
        let token = issued_for_files(paper);
        let named = sent(&other, &token, SHORT)["name"].as_str().unwrap().to_owned();
        let film = save(paper, "deux.md", &news("Deux", &format!("Voici [le film]({named}).")));
        act(paper, &["publish", &film]);
        until_it_says(&one, "/", "Deux");
        let address = format!("/media/{}.mp4", hash_of(SHORT));
        until(&one, &address, 200);
        let film = one.get(&address);
        assert!(holds(&SHORT.bytes(), testpaper::films::SECRET) && !holds(&film.body, testpaper::films::SECRET));
        let part = one.get_with(&address, &[("Range", "bytes=50000-50009")]);
        assert_eq!((part.status, part.body.as_slice()), (206, &film.body[50_000..50_010]));
        assert_eq!(store.objects().len(), 2);
        assert!(store.objects().contains(&hash_of(SHORT)));
        // A folder that was lost is filled again from the store.
        drop(other);
        std::fs::remove_dir_all(&data).unwrap();
        let (other, _) = another_node(paper, "other");
        until(&other, &address, 200);
        paper.run(&["verify"]).well();
        paper.run(&["doctor"]).well();
        for served in [&one, &other] {
            assert!(
                !served.log().contains(SECRET_KEY) && !served.log().contains("X-Amz-"),
                "{}",
                served.log()
            );
        }
    });
}

#[test]
fn while_the_store_is_away_readers_have_what_the_node_has_read_and_uploads_are_refused_whole() {
    with_store(|paper, store, _| {
        let token = issued_for_files(paper);
        with_picture(paper, "Un", [1, 2, 3]);
        paper.import().well();
        let one = paper.serve_operated();
        let address = shown_on(&one, "/2026/11/20/un");
        until(&one, &address, 200);
        let (other, data) = another_node(paper, "other");
        until_it_says(&other, "/", "Un");
        until(&other, &address, 200);
        drop(other);
        for folder in ["copies", "public", "prints"] {
            let _ = std::fs::remove_dir_all(data.join(folder));
        }
        store.way.interrupt();
        let (other, _) = another_node(paper, "other");
        assert_eq!(one.get(&address).status, 200, "this node has read it");
        let missed = other.get(&address);
        assert_eq!((missed.status, missed.header("retry-after")), (503, Some("5")));
        assert!(missed.text().contains("n’a pas pu être apporté à temps"), "{}", missed.text());
        // An upload is refused before anything of it is kept.
        let before = (
            store.objects(),
            files_below(&paper.data.join("copies")),
            files_below(&paper.data.join("public")),
        );
        let bearer = format!("Bearer {token}");
        let refused = one.sends("/files", &[("Authorization", &bearer)], &SHORT.bytes());
        assert_eq!(refused.status, 503, "{}", refused.text());
        assert_eq!(told(&refused)["code"], "media.store_away");
        let after = (
            store.objects(),
            files_below(&paper.data.join("copies")),
            files_below(&paper.data.join("public")),
        );
        assert_eq!((before, pledged(paper)), (after, 0));
        with_film(paper, SHORT);
        let manuscript = paper.folder.join("film.md").display().to_string();
        paper
            .run(&["act", "--language", "en", "save", &manuscript])
            .refused("the media store `s3://journal/paper` cannot be used");
        // What needs no file goes on.
        act(paper, &["pin", "/2026/11/20/un"]);
        let doctor = paper.run(&["doctor", "--language", "en"]);
        assert!(
            doctor.code == Some(1) && doctor.said.contains("wrong    media: the media store"),
            "{}",
            doctor.said
        );
        std::fs::remove_dir_all(paper.data.join("copies")).unwrap();
        let backup = paper.data.with_file_name("paper.backup").display().to_string();
        let not = paper.run(&["backup", &backup, "--language", "en"]);
        assert!(
            not.code == Some(2) && not.complained.contains("cannot be used"),
            "{}",
            not.complained
        );
        assert!(!Path::new(&backup).exists(), "a backup without its files is none");
        store.way.mend();
        until(&other, &address, 200);
        let taken_in = one.wait_until(|| one.sends("/files", &[("Authorization", &bearer)], &SHORT.bytes()).status == 200);
        assert!(taken_in && store.objects().contains(&hash_of(SHORT)));
        paper.run(&["doctor"]).well();
    });
}

#[test]
fn a_store_that_goes_away_while_a_file_is_on_its_way_has_nothing_of_it_and_neither_has_the_node() {
    with_store(|paper, store, _| {
        let token = issued_for_files(paper);
        let served = paper.serve_operated();
        let film = Film { sound: 24 << 20, seed: 30 };
        let bearer = format!("Bearer {token}");
        let refused = std::thread::scope(|scope| {
            let sending = scope.spawn(|| served.sends("/files", &[("Authorization", &bearer)], &film.bytes()));
            seen("a pledge", || pledged(paper) == 1);
            store.way.interrupt();
            sending.join().unwrap()
        });
        assert_eq!((refused.status, told(&refused)["code"].as_str()), (503, Some("media.store_away")));
        assert_eq!(store.objects(), Vec::<String>::new());
        let left = || [files_below(&paper.data.join("copies")), files_below(&paper.data.join("public"))].concat();
        assert!(served.wait_until(|| left().is_empty()), "{:?}", left());
        store.way.mend();
        let taken_in = served.wait_until(|| served.sends("/files", &[("Authorization", &bearer)], &film.bytes()).status == 200);
        assert!(taken_in && store.objects() == [hash_of(film)]);
        assert_eq!(pledged(paper), 0);
    });
}

#[test]
fn a_store_that_stands_still_keeps_neither_readers_nor_acts_and_an_upload_is_refused_whole() {
    with_store(|paper, store, _| {
        let token = issued_for_files(paper);
        with_picture(paper, "Un", [1, 2, 3]);
        paper.import().well();
        let one = paper.serve_operated();
        let address = shown_on(&one, "/2026/11/20/un");
        until(&one, &address, 200);
        store.way.stand_still();
        let (other, _) = another_node(paper, "other");
        until_it_says(&other, "/", "Un");
        assert_eq!(other.get(&address).status, 503);
        assert_eq!(one.get(&address).status, 200);
        act(paper, &["pin", "/2026/11/20/un"]);
        let bearer = format!("Bearer {token}");
        let refused = one.sends("/files", &[("Authorization", &bearer)], &SHORT.bytes());
        assert_eq!((refused.status, told(&refused)["code"].as_str()), (503, Some("media.store_away")));
        store.way.go_on();
        until(&other, &address, 200);
        let taken_in = one.wait_until(|| one.sends("/files", &[("Authorization", &bearer)], &SHORT.bytes()).status == 200);
        assert!(taken_in && store.objects().contains(&hash_of(SHORT)));
        assert_eq!(store.objects().len(), 2);
    });
}

/// A film that stands in the store, and whose act is not done: whoever saved it was killed. One that was faster than the test is
/// let go, and another one is caught.
fn killed_between(paper: &TestPaper, store: &ObjectStore) -> Film {
    static SEED: AtomicU8 = AtomicU8::new(20);
    for _ in 0..20 {
        let film = Film {
            seed: SEED.fetch_add(1, Ordering::Relaxed),
            ..SHORT
        };
        with_film(paper, film);
        let child = saving(paper);
        seen("the film in the store", || store.objects().contains(&hash_of(film)));
        stop(child.id());
        if pledged(paper) == 1 {
            killed(child);
            return film;
        }
        go_on(child.id());
        assert!(child.wait_with_output().unwrap().status.success());
    }
    panic!("none was caught between the store and its act")
}

#[test]
fn a_process_that_is_killed_between_the_store_and_the_act_leaves_no_original_once_its_pledge_ends() {
    for engine in engines() {
        let (mut paper, store) = (TestPaper::new(PROGRAM, engine), ObjectStore::begin());
        store.keeps_media_of(&paper, ROOM);
        paper.stop_clock(NOON);
        let token = issued_for_files(&paper);
        let film = killed_between(&paper, &store);
        let served = paper.serve_operated();
        assert!(
            served.wait_until(|| files_below(&paper.data.join("copies")).is_empty()),
            "no copy of it stays"
        );
        assert_eq!(
            (store.objects().contains(&hash_of(film)), pledged(&paper)),
            (true, 1),
            "somebody may come for it"
        );
        // Another hand brings the same film, and its act is done.
        sent(&served, &token, film);
        assert_eq!(pledged(&paper), 0);
        paper.set_clock(Instant(NOON.0 + 20 * MINUTE));
        let other = killed_between(&paper, &store);
        paper.set_clock(Instant(NOON.0 + 60 * MINUTE));
        assert!(
            served.wait_until(|| !store.objects().contains(&hash_of(other))),
            "{:?}",
            store.objects()
        );
        assert!(served.wait_until(|| pledged(&paper) == 0));
        assert!(store.objects().contains(&hash_of(film)), "what an act took in stays");
        paper.run(&["doctor"]).well();
        paper.run(&["verify"]).well();
    }
}

#[test]
fn a_node_keeps_no_more_copies_than_it_may_and_brings_back_what_a_reader_wants() {
    with_store(|paper, store, _| {
        store.keeps_media_of(paper, 1);
        paper.write("le-pont.md", &news("Le pont", "Il tient."));
        paper.import().well();
        let films: Vec<Film> = (1..=4).map(|seed| Film { sound: 400_000, seed }).collect();
        for film in &films {
            with_film(paper, *film);
            let name = format!("film-{}.md", film.seed);
            std::fs::copy(paper.folder.join("film.md"), paper.folder.join(&name)).unwrap();
            let text = std::fs::read_to_string(paper.folder.join(&name))
                .unwrap()
                .replace("Un film", &format!("Film {}", film.seed));
            let draft = save(paper, &name, &text);
            act(paper, &["publish", &draft]);
        }
        assert_eq!(store.objects().len(), 4);
        let served = paper.serve();
        for _ in 0..2 {
            for film in &films {
                let address = format!("/media/{}.mp4", hash_of(*film));
                until(&served, &address, 200);
                assert_eq!(served.get(&address).body.len() as u64, film.length());
                let held = bytes_below(&paper.data.join("copies")) + bytes_below(&paper.data.join("public"));
                assert!(held <= 1_000_000, "{held}");
            }
        }
    });
}

#[test]
fn a_film_that_is_longer_than_all_copies_may_be_is_read_all_the_same() {
    with_store(|paper, store, _| {
        store.keeps_media_of(paper, 1);
        let film = Film { sound: 3 << 20, seed: 40 };
        with_film(paper, film);
        paper.import().well();
        for folder in ["copies", "public"] {
            let _ = std::fs::remove_dir_all(paper.data.join(folder));
        }
        let served = paper.serve();
        let address = format!("/media/{}.mp4", hash_of(film));
        until(&served, &address, 200);
        assert_eq!(served.get(&address).body.len() as u64, film.length());
    });
}

#[test]
fn a_withheld_file_is_gone_from_the_store_and_from_every_node() {
    with_store(|paper, store, _| {
        with_picture(paper, "Un", [1, 2, 3]);
        paper.import().well();
        let one = paper.serve();
        let address = shown_on(&one, "/2026/11/20/un");
        until(&one, &address, 200);
        let (other, data) = another_node(paper, "other");
        until(&other, &address, 200);
        let hash = address.trim_start_matches("/media/").split('.').next().unwrap();
        act(
            paper,
            &[
                "withhold",
                "/2026/11/20/un",
                "--picture",
                hash,
                "--ground",
                "rights",
                "--reason",
                "Volée.",
            ],
        );
        until(&one, &address, 404);
        until(&other, &address, 404);
        assert!(one.wait_until(|| store.objects().is_empty()), "{:?}", store.objects());
        for data in [&paper.data, &data] {
            let left = || [files_below(&data.join("copies")), files_below(&data.join("public"))].concat();
            assert!(one.wait_until(|| left().is_empty()), "{:?}", left());
        }
        // A copy that was on its way meanwhile comes late.
        let late = data.join("copies").join(&hash[..2]).join(&hash[2..]);
        std::fs::create_dir_all(late.parent().unwrap()).unwrap();
        std::fs::write(&late, png([1, 2, 3])).unwrap();
        assert!(one.wait_until(|| !late.exists()));
        paper.run(&["doctor"]).well();
    });
}

#[test]
fn export_backup_and_restore_know_the_store() {
    with_store(|paper, store, _| {
        with_picture(paper, "Un", [1, 2, 3]);
        paper.import().well();
        let [hash] = store.objects().try_into().unwrap();
        std::fs::remove_dir_all(paper.data.join("copies")).unwrap();
        let place = |name: &str| paper.data.with_file_name(name).display().to_string();
        let (export, backup) = (place("export"), place("paper.backup"));
        paper.run(&["export", &export]).well();
        assert!(files_below(Path::new(&export)).iter().any(|file| file.ends_with(&hash[2..])));
        assert!(paper.run(&["backup", &backup, "--language", "en"]).well().said.contains("1 files"));
        // The store is lost with the machine.
        std::fs::remove_file(store.object(&hash)).unwrap();
        let doctor = paper.run(&["doctor", "--language", "en"]);
        assert!(doctor.said.contains(&format!("`s3://journal/paper/{hash}`")), "{}", doctor.said);
        let restored = place("restored");
        paper
            .run(&["restore", &backup, &restored, "--without-erasures", "Un essai."])
            .well();
        assert_eq!(store.objects(), [hash.as_str()]);
        assert_eq!(files_below(&Path::new(&restored).join("media")), Vec::<PathBuf>::new());
        let restored = paper.serve_elsewhere(&["serve", "--listen", "127.0.0.1:0", "--data", &restored]);
        let address = shown_on(&restored, "/2026/11/20/un");
        until(&restored, &address, 200);
        paper.run(&["doctor"]).well();
        // An object that is damaged is told from one that is whole, and nothing is made of it.
        std::fs::remove_dir_all(paper.data.join("copies")).ok();
        std::fs::write(store.object(&hash), b"other bytes").unwrap();
        let not = paper.run(&["export", &place("again"), "--language", "en"]);
        assert!(not.complained.contains("is damaged"), "{}", not.complained);
    });
}

/// Originals are carried one way, and it is said how many.
#[track_caller]
fn carried(paper: &TestPaper, way: &str, words: &str) {
    let said = paper.run(&["media", way, "--language", "en"]).well().said;
    assert!(said.contains(words), "{said}");
}

#[test]
fn originals_go_from_the_folder_into_the_store_and_back() {
    for engine in engines() {
        let (paper, store) = (TestPaper::new(PROGRAM, engine), ObjectStore::begin());
        with_picture(&paper, "Un", [1, 2, 3]);
        paper.import().well();
        paper
            .run(&["media", "to-store", "--language", "en"])
            .refused("no media store is configured");
        store.keeps_media_of(&paper, ROOM);
        let doctor = paper.run(&["doctor", "--language", "en"]);
        assert!(
            doctor.said.contains("wrong    media: 1 of 1 files are missing") && doctor.said.contains("`rotative media to-store`"),
            "{}",
            doctor.said
        );
        carried(&paper, "to-store", "put 1 files into `s3://journal/paper`");
        carried(&paper, "to-store", "put 0 files");
        std::fs::remove_dir_all(paper.data.join("media")).unwrap();
        paper.run(&["doctor"]).well();
        let served = paper.serve();
        let address = shown_on(&served, "/2026/11/20/un");
        until(&served, &address, 200);
        drop(served);
        carried(&paper, "to-folder", "took 1 files");
        std::fs::remove_file(paper.data.with_file_name("rotative.toml")).unwrap();
        paper.run(&["doctor"]).well();
        let served = paper.serve();
        until(&served, &address, 200);
    }
}

#[test]
fn a_store_of_many_pages_is_looked_through_to_its_last_one() {
    with_store(|paper, store, _| {
        with_picture(paper, "Un", [1, 2, 3]);
        paper.import().well();
        let [hash] = store.objects().try_into().unwrap();
        // A list has a thousand names on a page; what is not the paper’s stands before and behind its own.
        for number in 0..1_200_u32 {
            let first = if number % 2 == 0 { "0" } else { "f" };
            std::fs::write(store.object(&format!("{first}{number:063}")), b"of nobody").unwrap();
        }
        std::fs::write(store.object("notes.txt"), b"by hand").unwrap();
        paper.run(&["doctor"]).well();
        std::fs::remove_file(store.object(&hash)).unwrap();
        let doctor = paper.run(&["doctor", "--language", "en"]);
        assert!(doctor.said.contains("media: 1 of 1 files are missing"), "{}", doctor.said);
    });
}

#[test]
fn a_paper_moves_to_another_database_and_its_originals_stay_in_the_store() {
    let (paper, store) = (TestPaper::new(PROGRAM, Engine::Sqlite), ObjectStore::begin());
    store.keeps_media_of(&paper, ROOM);
    with_picture(&paper, "Un", [1, 2, 3]);
    paper.import().well();
    let target = format!("sqlite:{}", paper.data.with_file_name("moved.db").display());
    let said = paper.run(&["db", "move-to", &target, "--language", "en"]).well().said;
    assert!(said.contains("media stay in `s3://journal/paper`"), "{said}");
    assert_eq!(store.objects().len(), 1);
}

#[test]
fn a_store_that_cannot_be_meant_is_refused_by_its_key() {
    let (paper, store) = (TestPaper::new(PROGRAM, Engine::Sqlite), ObjectStore::begin());
    let file = paper.data.with_file_name("rotative.toml");
    let table = store.table(&paper.data, ROOM);
    let refused = |table: String, words: &str| {
        std::fs::write(&file, table).unwrap();
        let ran = paper.run(&["verify", "--language", "en"]).refused(words);
        assert!(!ran.complained.contains(SECRET_KEY));
    };
    refused(table.replace("bucket = \"journal\"", "bucket = \"a/b\""), "is no bucket’s name");
    refused(table.replace("prefix = \"paper\"", "prefix = \"../b\""), "`media.prefix`");
    refused(table.replace("http://", "ftp://"), "`media.endpoint`");
    refused(table.replace("access_key = ", "# "), "names no access key");
    refused(
        table.replace("seconds_to_answer = 1", "seconds_to_answer = 0"),
        "`media.seconds_to_answer`",
    );
    std::fs::write(&file, &table).unwrap();
    let secret = paper.data.with_file_name("secret-key");
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    refused(table.clone(), "chmod 600");
    std::fs::set_permissions(&secret, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    // A key that the store does not know.
    std::fs::write(&secret, "another").unwrap();
    std::fs::write(&file, &table).unwrap();
    with_picture(&paper, "Un", [1, 2, 3]);
    let ran = paper.run(&["import", "folder", &paper.folder.display().to_string(), "--language", "en"]);
    assert!(ran.complained.contains("it refuses this key (403"), "{}", ran.complained);
    std::fs::write(&file, table.replace("bucket = \"journal\"", "bucket = \"nowhere\"")).unwrap();
    std::fs::write(&secret, SECRET_KEY).unwrap();
    let ran = paper.run(&["doctor", "--language", "en"]);
    assert!(ran.said.contains("there is no such bucket"), "{}", ran.said);
}
