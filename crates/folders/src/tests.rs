//! What is read of a folder, and what is not.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use super::{Kind, Unread, kind_of, list, open, read, read_text};

/// A folder `given` with a text, and beside it a secret to which everything inside may try to lead.
fn folder() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("given/pages")).unwrap();
    fs::create_dir_all(root.path().join("beside")).unwrap();
    fs::write(root.path().join("given/pages/a.md"), "texte").unwrap();
    fs::write(root.path().join("beside/secret"), "secret").unwrap();
    root
}

fn pipe(path: &Path) {
    rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, rustix::fs::Mode::from(0o600), 0).unwrap();
}

#[test]
fn a_regular_file_is_read_by_its_path() {
    let root = folder();
    let given = root.path().join("given");
    for path in ["pages/a.md", "./pages/a.md", "pages/../pages/a.md", "nothing/../pages/a.md"] {
        assert_eq!(read_text(&given, Path::new(path), 100).unwrap(), "texte", "{path}");
    }
    assert!(matches!(read(&given, Path::new("pages/b.md"), 100), Err(Unread::Missing)));
    assert!(matches!(read(&given, Path::new("pages/a.md/b"), 100), Err(Unread::Missing)));
    assert!(matches!(read(&given, Path::new("pages"), 100), Err(Unread::Folder)));
    assert!(matches!(read(&given, Path::new("pages/a.md"), 4), Err(Unread::TooLarge(0))));
}

#[test]
fn nothing_leads_out() {
    let root = folder();
    let given = root.path().join("given");
    let secret = root.path().join("beside/secret");
    symlink(&secret, given.join("link")).unwrap();
    symlink("../beside", given.join("folder")).unwrap();
    symlink("pages/a.md", given.join("inside")).unwrap();
    symlink("nowhere", given.join("dangling")).unwrap();
    for path in ["link", "folder/secret", "inside", "dangling"] {
        assert!(matches!(open(&given, Path::new(path)), Err(Unread::Link)), "{path}");
    }
    for path in ["../beside/secret", "pages/../../beside/secret"] {
        assert!(matches!(open(&given, Path::new(path)), Err(Unread::Outside)), "{path}");
    }
    assert!(matches!(open(&given, &secret), Err(Unread::Outside)));
    assert!(matches!(list(&given, Path::new("folder")), Err(Unread::Link)));
}

#[test]
fn what_is_no_file_makes_nobody_wait() {
    let root = folder();
    let given = root.path().join("given");
    pipe(&given.join("pipe"));
    let _listening = UnixListener::bind(given.join("socket")).unwrap();
    for path in ["pipe", "socket"] {
        assert!(matches!(open(&given, Path::new(path)), Err(Unread::Special)), "{path}");
    }
    assert!(matches!(open(Path::new("/dev"), Path::new("null")), Err(Unread::Special)));
}

#[test]
fn a_list_says_what_each_name_is() {
    let root = folder();
    let given = root.path().join("given");
    symlink("pages", given.join("link")).unwrap();
    pipe(&given.join("pipe"));
    fs::write(given.join("b.md"), "").unwrap();
    let found: Vec<_> = list(&given, Path::new(""))
        .unwrap()
        .into_iter()
        .map(|entry| (entry.name, entry.kind))
        .collect();
    let wanted = [
        ("b.md", Kind::File),
        ("link", Kind::Link),
        ("pages", Kind::Folder),
        ("pipe", Kind::Special),
    ];
    assert_eq!(found, wanted.map(|(name, kind)| (name.to_owned(), kind)));
}

#[test]
fn the_folder_that_somebody_names_may_be_reached_through_a_link() {
    let root = folder();
    symlink("given", root.path().join("current")).unwrap();
    let current = root.path().join("current");
    assert_eq!(read_text(&current, Path::new("pages/a.md"), 100).unwrap(), "texte");
    assert_eq!(kind_of(&current).unwrap(), Some(Kind::Link));
    assert_eq!(kind_of(&root.path().join("current/")).unwrap(), Some(Kind::Link));
    assert_eq!(kind_of(&root.path().join("none")).unwrap(), None);
}
