//! Folders are taken in by calls alone: no program, no terminal.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::path::Path;
use std::sync::Arc;

use intake::belonging::{self, Belonging, Prefix};
use intake::importing::{Imported, Importing, import, refuse_no_folder};
use intake::listening::{Event, Listener};
use intake::refused::{FileRefused, NotTakenIn};
use store::Store;
use store::media::MediaFolders;
use testpaper::{CountedIds, Engine, StoppedClock, ThrowAway, engines};

/// What was heard, as a test looks at it.
#[derive(Default)]
struct Heard {
    paper: Option<String>,
    begins: usize,
    done: usize,
    settings_left: bool,
    refused: Vec<FileRefused>,
}

impl Listener for Heard {
    fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::GoesInto(paper) => self.paper = Some(paper.name.clone()),
            Event::SettingsLeft => self.settings_left = true,
            Event::Begins(count) => self.begins += count,
            Event::Done(count) => self.done += count,
            Event::Refused(refused) => self.refused.push(refused.clone()),
        }
    }
}

/// A paper without anything, and a folder to write manuscripts in.
struct Room {
    folder: tempfile::TempDir,
    store: Store,
    ids: Arc<CountedIds>,
    _database: ThrowAway,
}

impl Room {
    async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = ThrowAway::make(engine, folder.path());
        let store = Store::open(&database.address).await.unwrap();
        store.upgrade().await.unwrap();
        Self {
            folder,
            store,
            ids: Arc::default(),
            _database: database,
        }
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    fn place(&self, folder: &str) -> std::path::PathBuf {
        self.folder.path().join(folder)
    }

    async fn belonging(&self, folder: &str) -> Belonging {
        belonging::of(&self.store, self.folder.path(), &self.place(folder)).await.unwrap()
    }

    async fn import(&self, folder: &str, prefix: Prefix, heard: &mut Heard) -> Result<Imported, NotTakenIn> {
        let folder = self.place(folder);
        let wanted = Importing {
            clock: Arc::new(StoppedClock::default()),
            ids: Arc::clone(&self.ids) as Arc<_>,
            data: self.folder.path(),
            media: MediaFolders::of_data(self.folder.path()),
            folder: &folder,
            prefix,
        };
        import(&self.store, &wanted, heard).await
    }
}

fn ours(belonging: Belonging) -> Prefix {
    match belonging {
        Belonging::Ours(prefix) => prefix,
        Belonging::Unknown(stranger) => panic!("not known: {stranger:?}"),
    }
}

fn manuscript(headline: &str) -> String {
    format!("---\nheadline: {headline}\npublished: 2026-11-20 08:00\n---\n\nDu texte.\n")
}

#[tokio::test]
async fn a_folder_that_the_paper_has_never_seen_is_a_question_that_a_door_answers() {
    for engine in engines() {
        let room = Room::new(engine).await;
        room.write("first/a.md", &manuscript("Le pont"));
        let mut heard = Heard::default();
        let prefix = ours(room.belonging("first").await);
        let imported = room.import("first", prefix, &mut heard).await.unwrap();
        assert_eq!((imported.counts.first, heard.begins, heard.done), (1, 1, 1));
        assert_eq!(heard.paper.as_deref(), Some("First"));

        room.write("other/b.md", &manuscript("La gare"));
        room.write("other/paper.toml", "name = \"Un autre\"\n");
        let Belonging::Unknown(stranger) = room.belonging("other").await else {
            panic!("a strange folder is taken for the paper's own");
        };
        assert_eq!((stranger.paper.as_str(), stranger.manuscripts), ("First", 1));
        let mut heard = Heard::default();
        let imported = room.import("other", stranger.let_in(), &mut heard).await.unwrap();
        assert_eq!(imported.counts.first, 1);
        assert!(heard.settings_left, "a further folder sets nothing");
        ours(room.belonging("other").await);
        room.store.close().await;
    }
}

#[tokio::test]
async fn what_is_refused_is_heard_with_its_place_in_both_languages() {
    for engine in engines() {
        let room = Room::new(engine).await;
        room.write("paper/good.md", &manuscript("Le pont"));
        room.write("paper/later.md", &manuscript("Demain").replace("2026-11-20", "2031-01-01"));
        std::fs::write(room.place("paper/bytes.md"), [b'a', b'\n', 0xff]).unwrap();
        std::os::unix::fs::symlink("good.md", room.place("paper/link.md")).unwrap();
        let mut heard = Heard::default();
        let prefix = ours(room.belonging("paper").await);
        let imported = room.import("paper", prefix, &mut heard).await.unwrap();
        assert_eq!((imported.counts.first, imported.counts.refused), (1, 3));
        let refused = |name: &str| {
            let found = heard.refused.iter().find(|refused| refused.file.ends_with(name));
            found.unwrap_or_else(|| panic!("{name} was not refused"))
        };
        let later = refused("later.md");
        assert!(later.said.en.contains("lies in the future"), "{}", later.said.en);
        assert!(later.said.fr.contains("est dans le futur"), "{}", later.said.fr);
        assert_eq!(later.place.as_ref().map(|place| place.line), Some(3));
        let bytes = refused("bytes.md");
        assert!(bytes.said.fr.contains("n’est pas un texte en UTF-8"), "{}", bytes.said.fr);
        assert_eq!(bytes.place.as_ref().map(|place| place.line), Some(2));
        let link = refused("link.md");
        assert!(link.said.fr.contains("est un lien") && link.place.is_none(), "{}", link.said.fr);
        room.store.close().await;
    }
}

#[tokio::test]
async fn a_faulty_page_of_the_paper_stops_the_import_and_is_shown_where() {
    for engine in engines() {
        let room = Room::new(engine).await;
        room.write("paper/paper.toml", "name = \"L’Écluse\"\n\n[[page]]\npath = \"contact\"\n");
        room.write("paper/pages/contact.md", "---\nheadline: [\n---\n");
        let prefix = ours(room.belonging("paper").await);
        let stopped = room.import("paper", prefix, &mut Heard::default()).await.err();
        let Some(NotTakenIn::FaultyPage { page, fault }) = stopped else {
            panic!("a faulty page is taken in: {stopped:?}");
        };
        assert_eq!(page, "contact");
        assert!(fault.place.is_some_and(|place| place.source.starts_with("---")));
        room.store.close().await;
    }
}

#[test]
fn what_is_no_folder_is_refused_in_both_languages() {
    let Err(NotTakenIn::Refused(said)) = refuse_no_folder(Path::new("nowhere")) else {
        panic!("a folder that is not there was not refused");
    };
    assert_eq!(said.en, "`nowhere` is no folder");
    assert_eq!(said.fr, "« nowhere » n’est pas un dossier");
}
