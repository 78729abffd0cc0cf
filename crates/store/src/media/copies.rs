//! The copies that a node keeps of what stands in a store: so many bytes of them, or the one that was read last. Those that
//! were not read for the longest time go first.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use super::listing::{gone, names_in};

/// Folders of copies, together of bounded size. What is in them can be had again.
#[derive(Debug)]
pub struct Copies {
    folders: Vec<PathBuf>,
    bound: u64,
    /// Bytes, once they were counted.
    held: Mutex<Option<u64>>,
}

/// A copy that is there.
struct Held {
    place: PathBuf,
    length: u64,
    read_at: SystemTime,
}

impl Copies {
    pub fn new(folders: impl Into<Vec<PathBuf>>, bound: u64) -> Self {
        Self {
            folders: folders.into(),
            bound,
            held: Mutex::default(),
        }
    }

    /// Whether so many bytes more find room and nothing has to go.
    pub(super) fn have_room(&self, length: u64) -> io::Result<bool> {
        Ok(self.held()?.saturating_add(length) <= self.bound)
    }

    /// Counts one more, at the first time twice: all are counted anew when some have to go. What was not read for the longest time goes if there are too many bytes now.
    pub(super) fn count(&self, length: u64) -> io::Result<()> {
        let held = self.held()?.saturating_add(length);
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
        if held > self.bound { self.thin_out() } else { Ok(()) }
    }

    fn held(&self) -> io::Result<u64> {
        if let Some(held) = *self.held.lock().unwrap_or_else(PoisonError::into_inner) {
            return Ok(held);
        }
        let held = self.all()?.iter().map(|held| held.length).sum();
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Ok(held)
    }

    /// A tenth more than needed goes, so that not every copy that comes looks at all that are there. The one that was read
    /// last stays, however long it is: somebody wants it.
    fn thin_out(&self) -> io::Result<()> {
        let mut all = self.all()?;
        all.sort_by_key(|held| std::cmp::Reverse(held.read_at));
        let mut left: u64 = all.iter().map(|held| held.length).sum();
        while left > self.bound / 10 * 9
            && all.len() > 1
            && let Some(oldest) = all.pop()
        {
            gone(fs::remove_file(&oldest.place))?;
            left -= oldest.length;
        }
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = Some(left);
        Ok(())
    }

    fn all(&self) -> io::Result<Vec<Held>> {
        let mut all = Vec::new();
        for folder in &self.folders {
            for first in names_in(folder)?.into_iter().filter(|name| name.len() == 2) {
                for rest in names_in(&folder.join(&first))? {
                    all.extend(held(folder.join(&first).join(rest))?);
                }
            }
        }
        Ok(all)
    }
}

fn held(place: PathBuf) -> io::Result<Option<Held>> {
    let found = match fs::metadata(&place) {
        Ok(found) => found,
        // Somebody else threw it away.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let read_at = found.accessed().or_else(|_| found.modified())?;
    Ok(Some(Held {
        place,
        length: found.len(),
        read_at,
    }))
}

/// Says that a copy is read now. Where the disk notes it itself it is noted twice.
#[expect(
    clippy::disallowed_methods,
    reason = "it is the disk's time, which is held against the times that the disk notes"
)]
pub(super) fn read_now(file: &fs::File) {
    // A copy that seems to be older than it is may go earlier, and that is all.
    let _ = file.set_times(fs::FileTimes::new().set_accessed(SystemTime::now()));
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    fn put(folder: &Path, name: &str, (length, minutes_ago): (usize, u64)) {
        let place = folder.join("ab").join(name);
        fs::create_dir_all(folder.join("ab")).unwrap();
        fs::write(&place, vec![1; length]).unwrap();
        let read_at = fs::metadata(&place).unwrap().modified().unwrap() - Duration::from_secs(minutes_ago * 60);
        let file = fs::File::options().write(true).open(&place).unwrap();
        file.set_times(fs::FileTimes::new().set_accessed(read_at)).unwrap();
    }

    #[test]
    fn what_was_read_longest_ago_goes_first_whichever_folder_it_is_in() {
        let root = tempfile::tempdir().unwrap();
        let folders = [root.path().join("one"), root.path().join("two")];
        let copies = Copies::new(folders.clone(), 1_000);
        put(&folders[0], "old", (300, 30));
        put(&folders[1], "older", (300, 60));
        put(&folders[1], "new", (300, 1));
        assert!(copies.have_room(100).unwrap() && !copies.have_room(101).unwrap());
        put(&folders[0], "newest", (300, 0));
        copies.count(300).unwrap();
        let left = |folder: &Path| names_in(&folder.join("ab")).unwrap();
        assert_eq!((left(&folders[0]).len(), left(&folders[1])), (2, vec!["new".to_owned()]));
        assert!(copies.have_room(100).unwrap());
    }

    #[test]
    fn one_that_is_larger_than_all_may_be_stays_until_another_one_is_wanted() {
        let root = tempfile::tempdir().unwrap();
        let copies = Copies::new([root.path().to_owned()], 100);
        put(root.path(), "large", (1_000, 0));
        copies.count(1_000).unwrap();
        assert_eq!(names_in(&root.path().join("ab")).unwrap(), ["large"]);
        assert!(!copies.have_room(1).unwrap());
        put(root.path(), "wanted", (50, 0));
        copies.count(50).unwrap();
        assert_eq!(names_in(&root.path().join("ab")).unwrap(), ["wanted"]);
    }
}
