//! What the machine itself must give: a folder to write in, and room.

use std::io;
use std::path::Path;

use rustix::fs::{Access, access, statvfs};

use super::remark::Remark;

/// Less free space than this many bytes is too little.
const LITTLE_ROOM: u64 = 1_000_000_000;
/// Less free space than one part in so many is too little.
const SMALL_PART: u64 = 20;

/// The room on the disk of a folder, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    pub free: u64,
    pub all: u64,
}

impl Room {
    /// The room on the disk of a folder.
    pub fn of(folder: &Path) -> io::Result<Self> {
        let disk = statvfs(folder)?;
        Ok(Self {
            free: disk.f_bavail * disk.f_frsize,
            all: disk.f_blocks * disk.f_frsize,
        })
    }

    /// Whether somebody should make room before the disk is full.
    pub const fn is_little(self) -> bool {
        self.free < LITTLE_ROOM || self.free < self.all / SMALL_PART
    }
}

/// Looks at the data folder.
pub(super) fn examine(data: &Path) -> Vec<Remark> {
    if !data.is_dir() {
        let data = data.display();
        return vec![Remark::wrong(
            format!(
                "dossier de données : « {data} » n’est pas là ; nommez le bon `--data`, ou importez un dossier pour commencer un journal"
            ),
            format!("data folder: `{data}` is not there; name the right `--data`, or import a folder to begin a paper"),
        )];
    }
    vec![
        folder_remark(data, access(data, Access::WRITE_OK | Access::EXEC_OK).map_err(io::Error::from)),
        match Room::of(data) {
            Ok(room) => room_remark(room),
            Err(error) => Remark::warning(
                format!("espace libre : il ne peut pas être mesuré : {error}"),
                format!("free space: it cannot be told: {error}"),
            ),
        },
    ]
}

fn folder_remark(data: &Path, tried: io::Result<()>) -> Remark {
    let data = data.display();
    match tried {
        Ok(()) => Remark::ok(
            format!("dossier de données : on peut écrire dans « {data} »"),
            format!("data folder: `{data}` can be written in"),
        ),
        Err(error) => Remark::wrong(
            format!(
                "dossier de données : on ne peut pas écrire dans « {data} » ({error}) ; donnez-le à l’utilisateur qui lance ce programme"
            ),
            format!("data folder: `{data}` cannot be written in ({error}); give it to the user that runs this program"),
        ),
    }
}

fn room_remark(room: Room) -> Remark {
    let (some, whole) = (room.free as f64 / 1e9, room.all as f64 / 1e9);
    let french = format!("espace libre : {some:.1} Go sur {whole:.1} Go");
    let english = format!("free space: {some:.1} GB of {whole:.1} GB");
    if room.is_little() {
        Remark::warning(
            format!("{french} ; faites de la place avant que le disque soit plein"),
            format!("{english}; make room before the disk is full"),
        )
    } else {
        Remark::ok(french, english)
    }
}

#[cfg(test)]
mod tests {
    use super::{Remark, Room, room_remark};

    #[test]
    fn little_room_is_a_gigabyte_or_a_twentieth() {
        let is_little = |free, all| matches!(room_remark(Room { free, all }), Remark::Warning(_));
        assert!(is_little(999_999_999, 2_000_000_000));
        assert!(!is_little(1_000_000_000, 2_000_000_000));
        assert!(is_little(4_900_000_000, 100_000_000_000));
        assert!(!is_little(5_000_000_000, 100_000_000_000));
    }
}
