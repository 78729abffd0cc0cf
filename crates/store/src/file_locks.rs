//! Who holds a lock on a file of this machine, as the kernel says it. Looking opens no file that is locked: to close SQLite's
//! shared memory once more would take this process's own locks from it.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::busy::Holder;
use crate::process;

/// SQLite's writer holds this byte of the shared memory that stands beside the database (`walformat`: `WAL_WRITE_LOCK`).
const WRITER: u64 = 120;

/// How often the list of all locks is looked through.
const LOOKS: usize = 5;

/// Who writes in a SQLite database, if anybody does.
pub(crate) fn writer_of(database: &Path) -> Option<u32> {
    let mut memory = database.as_os_str().to_owned();
    memory.push("-shm");
    holder_of(Path::new(&memory), |lock| {
        lock.sort == "POSIX" && lock.from <= WRITER && WRITER <= lock.to
    })
}

/// Who holds a file that is locked as a whole, as whoever waits for it is told.
pub fn holder_of_whole(file: &Path) -> Holder {
    holder_of(file, |lock| lock.sort == "FLOCK").map_or(Holder::Unknown, process::holder)
}

/// Looked for in the list of all locks, then among the open files of those processes that this one may ask.
fn holder_of(file: &Path, is_it: impl Fn(&Lock<'_>) -> bool) -> Option<u32> {
    let inode = std::fs::metadata(file).ok()?.ino();
    let is_it = |lock: &Lock<'_>| lock.inode == inode && is_it(lock);
    listed(&is_it).or_else(|| said_by_processes(&is_it))
}

/// Looked for several times: the kernel hands its list out by the page, and what stands there is passed over while other locks
/// come and go.
fn listed(is_it: &dyn Fn(&Lock<'_>) -> bool) -> Option<u32> {
    (0..LOOKS).find_map(|_| {
        let locks = std::fs::read_to_string("/proc/locks").ok()?;
        locks.lines().filter_map(Lock::read).find(is_it).map(|lock| lock.pid)
    })
}

/// Of one open file all is said at once, whatever comes and goes meanwhile; but there are many, and not everybody's may be read.
fn said_by_processes(is_it: &dyn Fn(&Lock<'_>) -> bool) -> Option<u32> {
    let processes = names_in(Path::new("/proc")).filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    processes
        .map(|process| Path::new("/proc").join(process).join("fdinfo"))
        .find_map(|open_files| {
            names_in(&open_files).find_map(|name| {
                let said = std::fs::read_to_string(open_files.join(name)).ok()?;
                let mut locks = said.lines().filter_map(|line| Lock::read(line.strip_prefix("lock:")?));
                locks.find(is_it).map(|lock| lock.pid)
            })
        })
}

fn names_in(folder: &Path) -> impl Iterator<Item = String> {
    let found = std::fs::read_dir(folder).into_iter().flatten().flatten();
    found.filter_map(|one| one.file_name().into_string().ok())
}

/// A lock that somebody holds to write.
#[derive(Debug, PartialEq, Eq)]
struct Lock<'a> {
    sort: &'a str,
    pid: u32,
    inode: u64,
    from: u64,
    to: u64,
}

impl<'a> Lock<'a> {
    /// Reads `1: POSIX  ADVISORY  WRITE 4711 08:01:131090 120 120`. One that is waited for (`1: -> …`) is not held.
    fn read(line: &'a str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace().skip(1);
        let (sort, _, way) = (words.next()?, words.next()?, words.next()?);
        let (pid, place) = (words.next()?.parse().ok()?, words.next()?);
        let (from, to) = (words.next()?.parse().ok()?, words.next()?);
        Some(Self {
            sort,
            pid,
            inode: place.rsplit_once(':')?.1.parse().ok()?,
            from,
            to: if to == "EOF" { u64::MAX } else { to.parse().ok()? },
        })
        .filter(|_| way == "WRITE" && sort != "->")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_the_kernel_lists_the_locks_are_read_that_somebody_holds_to_write() {
        let lock = Lock::read("7: POSIX  ADVISORY  WRITE 4711 08:01:131090 120 121").unwrap();
        assert_eq!(
            lock,
            Lock {
                sort: "POSIX",
                pid: 4711,
                inode: 131_090,
                from: 120,
                to: 121
            }
        );
        assert_eq!(Lock::read("7: FLOCK  ADVISORY  WRITE 12 00:2b:5 0 EOF").unwrap().to, u64::MAX);
        for other in [
            "7: POSIX  ADVISORY  READ  4711 08:01:131090 120 121",
            "7: -> POSIX  ADVISORY  WRITE 4712 08:01:131090 120 120",
            "7: OFDLCK ADVISORY  WRITE -1 08:01:131090 0 EOF",
            "",
        ] {
            assert_eq!(Lock::read(other), None, "{other}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_lock_is_found_while_others_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let file_in = |name: String| std::fs::File::create(folder.path().join(name)).unwrap();
        let held = file_in("held".into());
        held.lock().unwrap();
        let ends = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let others: Vec<_> = (0..300).map(|index| file_in(index.to_string())).collect();
                while !ends.load(std::sync::atomic::Ordering::Relaxed) {
                    for other in &others {
                        other.lock().unwrap();
                    }
                    for other in &others {
                        other.unlock().unwrap();
                    }
                }
            });
            let is_found = |_| holder_of(&folder.path().join("held"), |lock| lock.sort == "FLOCK").is_some();
            let lost = (0..4_000).map(is_found).filter(|is_found| !is_found).count();
            ends.store(true, std::sync::atomic::Ordering::Relaxed);
            assert_eq!(lost, 0);
        });
    }
    #[cfg(target_os = "linux")]
    #[test]
    fn each_way_of_asking_finds_a_lock_by_itself() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let inode = file.as_file().metadata().unwrap().ino();
        let is_it = |lock: &Lock<'_>| lock.inode == inode && lock.sort == "FLOCK";
        assert_eq!((listed(&is_it), said_by_processes(&is_it)), (None, None));
        file.as_file().lock().unwrap();
        let me = Some(std::process::id());
        assert_eq!(said_by_processes(&is_it), me);
        // Others may lock meanwhile: a few looks may pass it over, hundreds do not.
        assert_eq!((0..100).find_map(|_| listed(&is_it)), me);
    }
}
