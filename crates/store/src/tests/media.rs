//! The media folder under many hands.

use std::io::Read as _;
use std::sync::Barrier;

use manuscript::commitment::hex;

use crate::media::MediaFolder;

/// In memory where there is such a folder: what is tried is the naming of files, not the disk.
fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

#[test]
fn many_hands_that_bring_the_same_picture_leave_it_whole() {
    const HANDS: usize = 32;
    const ROUNDS: usize = 1_000;
    let root = folder();
    let media = MediaFolder::at(root.path());
    let begin = Barrier::new(HANDS);
    std::thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(|| {
                for round in 0..ROUNDS {
                    // Long enough that a half file would be seen.
                    let bytes: Vec<u8> = round.to_le_bytes().repeat(2_048);
                    begin.wait();
                    let hash = media.keep(&bytes).unwrap();
                    assert!(media.read(&hash).unwrap() == bytes, "round {round}: half a file under a true hash");
                }
            });
        }
    });
    let left = walk(root.path());
    assert_eq!(
        left.len(),
        ROUNDS,
        "nothing but whole files stays: {:?}",
        left.iter().find(|name| name.len() != 62)
    );
}

#[test]
fn a_half_file_of_an_older_program_is_made_whole() {
    let root = folder();
    let media = MediaFolder::at(root.path());
    let hash = media.keep(b"a whole picture").unwrap();
    std::fs::write(media.place_of(&hash), b"a whole").unwrap();
    assert_eq!(media.keep(b"a whole picture").unwrap(), hash);
    assert_eq!(media.read(&hash).unwrap(), b"a whole picture");
}

#[test]
fn what_comes_has_no_place_before_it_is_whole_and_leaves_nothing_when_it_is_given_up() {
    let root = folder();
    let media = MediaFolder::at(root.path());
    let mut torn = b"half a film".chain(Failing);
    assert!(media.receive(&mut torn).is_err());
    assert_eq!(walk(root.path()), Vec::<String>::new());
    let bytes = vec![7; 20 << 20];
    let incoming = media.receive(&mut bytes.as_slice()).unwrap();
    assert!(!media.has(incoming.hash(), incoming.length()).unwrap());
    let hash = media.place(incoming).unwrap();
    assert_eq!((hash, media.read(&hash).unwrap() == bytes), (MediaFolder::would_be(&bytes), true));
    assert_eq!(walk(root.path()).len(), 1);
}

#[test]
fn what_the_dead_have_left_is_swept_and_what_the_living_write_is_not() {
    let root = folder();
    let incoming = root.path().join("incoming");
    let living = MediaFolder::at(root.path());
    let being_written = living.receive(&mut b"not yet whole".as_slice()).unwrap();
    std::fs::write(incoming.join("dead.part"), "half").unwrap();
    let [lost, shared, lived] = ["lost", "shared", "lived"].map(|word| MediaFolder::would_be(word.as_bytes()));
    living.pledge(&lived).unwrap();
    living.pledge(&shared).unwrap();
    {
        let dead = MediaFolder::at(root.path());
        dead.pledge(&lost).unwrap();
        dead.pledge(&shared).unwrap();
    }
    std::fs::write(incoming.join("torn.pledges"), &hex(&lived)[..40]).unwrap();
    let left = MediaFolder::at(root.path()).left_by_the_dead().unwrap();
    assert_eq!(left.hashes.iter().collect::<Vec<_>>(), [&lost]);
    left.settle().unwrap();
    assert!(!incoming.join("dead.part").exists());
    living.place(being_written).unwrap();
    living.settle(&lived).unwrap();
    living.settle(&shared).unwrap();
    drop(living);
    assert_eq!(walk(root.path()).len(), 1, "{:?}", walk(root.path()));
    assert!(!incoming.exists(), "the folder goes with what was in it");
}

/// A line that is cut.
struct Failing;

impl std::io::Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::ConnectionReset.into())
    }
}

fn walk(root: &std::path::Path) -> Vec<String> {
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
