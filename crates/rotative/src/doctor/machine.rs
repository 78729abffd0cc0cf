//! What the machine itself must give: a folder to write in, and room.

use std::io;
use std::path::Path;

use rustix::fs::{Access, access, statvfs};

use super::Remark;
use crate::configuration::Configuration;

/// Less free space than this many bytes is too little.
const LITTLE_ROOM: u64 = 1_000_000_000;
/// Less free space than one part in so many is too little.
const SMALL_PART: u64 = 20;

/// Looks at the data folder.
pub(super) fn examine(configuration: &Configuration) -> Vec<Remark> {
    let data = &configuration.data;
    if !data.is_dir() {
        return vec![Remark::Wrong(format!(
            "data folder: `{}` is not there; name the right `--data`, or import a folder to begin a paper",
            data.display()
        ))];
    }
    vec![
        folder_remark(data, access(data, Access::WRITE_OK | Access::EXEC_OK).map_err(io::Error::from)),
        match statvfs(data) {
            Ok(disk) => room_remark(disk.f_bavail * disk.f_frsize, disk.f_blocks * disk.f_frsize),
            Err(error) => Remark::Warning(format!("free space: it cannot be told: {}", io::Error::from(error))),
        },
    ]
}

fn folder_remark(data: &Path, tried: io::Result<()>) -> Remark {
    match tried {
        Ok(()) => Remark::Ok(format!("data folder: `{}` can be written in", data.display())),
        Err(error) => Remark::Wrong(format!(
            "data folder: `{}` cannot be written in ({error}); give it to the user that runs this program",
            data.display()
        )),
    }
}

fn room_remark(free: u64, all: u64) -> Remark {
    let told = format!("free space: {:.1} GB of {:.1} GB", free as f64 / 1e9, all as f64 / 1e9);
    if free < LITTLE_ROOM || free < all / SMALL_PART {
        Remark::Warning(format!("{told}; make room before the disk is full"))
    } else {
        Remark::Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use super::{Remark, room_remark};

    #[test]
    fn little_room_is_a_gigabyte_or_a_twentieth() {
        let is_little = |free, all| matches!(room_remark(free, all), Remark::Warning(_));
        assert!(is_little(999_999_999, 2_000_000_000));
        assert!(!is_little(1_000_000_000, 2_000_000_000));
        assert!(is_little(4_900_000_000, 100_000_000_000));
        assert!(!is_little(5_000_000_000, 100_000_000_000));
    }
}
