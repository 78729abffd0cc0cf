//! A folder in memory for what tests write: without one most of them wait for a disk.

use std::env;
use std::path::Path;
use std::process::Command;

/// Where systems keep files in memory.
const MEMORY: &str = "/dev/shm";
/// So many kilobytes must be free there: a dozen papers with their pictures, exports and backups.
const WANTED: u64 = 4 << 20;

/// The folder for temporary files of tests, where this machine has room for them in memory and nobody named another.
pub(crate) fn for_temporary_files() -> Option<&'static Path> {
    if env::var_os("TMPDIR").is_some() {
        return None;
    }
    let told = Command::new("df").args(["-Pk", MEMORY]).output().ok()?;
    let free = free_in(&String::from_utf8_lossy(&told.stdout))?;
    (free >= WANTED).then_some(Path::new(MEMORY))
}

/// Free kilobytes: the fourth word of the line that `df -Pk` prints under its heads (POSIX, df, "OUTPUT").
fn free_in(told: &str) -> Option<u64> {
    told.lines().nth(1)?.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_kilobytes_are_read() {
        let told = "Filesystem 1024-blocks Used Available Capacity Mounted on\ntmpfs 65536 12 65524 1% /dev/shm\n";
        assert_eq!(free_in(told), Some(65_524));
        assert_eq!(free_in("df: /dev/shm: No such file or directory\n"), None);
        assert_eq!(free_in(""), None);
    }
}
