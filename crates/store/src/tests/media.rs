//! The media folder under many hands.

use std::sync::Barrier;

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

fn walk(root: &std::path::Path) -> Vec<String> {
    let folders = std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap());
    files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
