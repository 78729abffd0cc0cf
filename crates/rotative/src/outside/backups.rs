//! `make_backup`: the planned backup of a day, written, read back as a restore would read it, and only then are older ones
//! removed by the paper's rule.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use acts::notices::{BACKUP_FAILED, NO_ROOM};
use jiff::civil::Date;
use manuscript::Instant;
use manuscript::paper::{Backups, Paper};
use press::house::House;
use press::outside::{Doing, Failed, OutsideKind, Planned, Work};
use safekeeping::backup::{Backup, Restored, Source, Wanted, retention, try_reading};
use safekeeping::new_copy::{NewCopy, Since};
use safekeeping::progress::Unwatched;
use safekeeping::refused::NotKept;
use serde_json::{Value, json};
use store::media::MediaFolder;
use store::{Broken, Store};

use crate::clockwork::{Chance, WallClock};
use crate::configuration::BackupPlace;

/// How the names of backups end, and those of what could not be read back.
const BACKUP: &str = "backup";
const UNREADABLE: &str = "unreadable";

/// Makes planned backups.
pub(super) struct MakeBackup {
    pub(super) place: Arc<BackupPlace>,
    pub(super) data: Data,
    pub(super) house: Arc<House>,
}

/// What it needs of the data folder.
#[derive(Clone, Debug)]
pub(super) struct Data {
    pub(super) media: MediaFolder,
    /// Where backups are read back: a folder that nothing else is in.
    pub(super) trial: PathBuf,
}

/// One backup of one paper's day.
struct OfDay {
    place: Arc<BackupPlace>,
    data: Data,
    /// What the names of this paper's backups begin with.
    begins: String,
    day: Date,
    rule: Backups,
}

/// Why a backup was not made, or not read back.
enum NotMade {
    /// There was no room, where it was written or where it was read back.
    NoRoom(String),
    Otherwise(Failed),
}

impl NotMade {
    /// What the house is told of it.
    fn told(&self, attempts: i64) -> Value {
        match self {
            Self::NoRoom(_) => json!({ "attempts": attempts, "because": NO_ROOM }),
            Self::Otherwise(_) => json!({ "attempts": attempts }),
        }
    }
}

impl From<NotMade> for Failed {
    fn from(not: NotMade) -> Self {
        match not {
            NotMade::NoRoom(reason) => Self::because(reason),
            NotMade::Otherwise(failed) => failed,
        }
    }
}

impl From<NotKept> for NotMade {
    fn from(not: NotKept) -> Self {
        if not.is_for_room() {
            Self::NoRoom(not.to_string())
        } else {
            Self::Otherwise(Failed::because(not))
        }
    }
}

impl From<Failed> for NotMade {
    fn from(failed: Failed) -> Self {
        Self::Otherwise(failed)
    }
}

impl From<Broken> for NotMade {
    fn from(broken: Broken) -> Self {
        Self::Otherwise(broken.into())
    }
}

impl From<std::io::Error> for NotMade {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::NoRoom(error.to_string()),
            _ => Self::Otherwise(Failed::because(error)),
        }
    }
}

impl OutsideKind for MakeBackup {
    fn name(&self) -> &'static str {
        "make_backup"
    }

    fn queue(&self) -> &'static str {
        "backups"
    }

    fn lease(&self) -> Duration {
        Duration::from_mins(5)
    }

    /// The last time that has come: a machine that slept through it makes its backup when it wakes.
    fn planned(&self, paper: &Paper, now: Instant) -> Option<Planned> {
        let rule = paper.backups.as_ref()?;
        let zone = paper.time_zone();
        let today = now.in_zone(&zone).date();
        let of_day = |day: Date| {
            Some(Instant::from(
                day.to_datetime(rule.time()?).to_zoned(zone.clone()).ok()?.timestamp(),
            ))
        };
        let due = |day| of_day(day).filter(|at| *at <= now).map(|at| (day, at));
        let (day, due_at) = due(today).or_else(|| due(today.yesterday().ok()?))?;
        Some(Planned {
            once: format!("make_backup {day}"),
            due_at,
            payload: json!({ "day": day.to_string() }),
        })
    }

    fn perform<'a>(&'a self, work: &'a Work<'a>) -> Doing<'a> {
        Box::pin(async move {
            let made = self.make(work).await;
            let folder = self.place.folder.display().to_string();
            let failed = made.as_ref().err().map(|not| not.told(work.job.tries));
            self.house.tell_each_time(&BACKUP_FAILED, &folder, failed).await?;
            Ok(made?)
        })
    }
}

impl MakeBackup {
    async fn make(&self, work: &Work<'_>) -> Result<Value, NotMade> {
        let settings = store::paper::settings(&mut work.store.snapshot().await?).await?;
        let settings = settings.ok_or_else(|| Failed::because("there is no paper"))?;
        let rule = settings.paper()?.backups;
        let day = work.job.payload["day"].as_str().and_then(|day| day.parse().ok());
        let (Some(rule), Some(day)) = (rule, day) else {
            return Ok(json!({ "given_up": "no backups are planned any more" }));
        };
        let identity = settings.identity.simple().to_string();
        let of_day = OfDay {
            place: Arc::clone(&self.place),
            data: self.data.clone(),
            begins: format!("rotative-{}-", identity.get(..8).unwrap_or_default()),
            day,
            rule,
        };
        let (store, runtime) = (work.store.clone(), tokio::runtime::Handle::current());
        // Packing and unpacking keep a thread busy for minutes: one of their own.
        let made = tokio::task::spawn_blocking(move || runtime.block_on(of_day.make(&store)));
        made.await.map_err(Failed::because)?
    }
}

impl OfDay {
    /// What an attempt before this one has written is read, and not written again.
    async fn make(&self, store: &Store) -> Result<Value, NotMade> {
        std::fs::create_dir_all(&self.place.folder)?;
        let file = self.file_of(self.day);
        if !file.exists() {
            self.write(store, &file).await?;
        }
        let read = self.read_back(&file).await?;
        let removed = self.remove_older()?;
        let unreadable = self.remove_unreadable()?;
        Ok(json!({
            "file": file,
            "bytes": std::fs::metadata(&file).map_or(0, |found| found.len()),
            "files": read.files,
            "missing": read.missing.len(),
            "removed": removed,
            "unreadable_removed": unreadable,
        }))
    }

    fn file_of(&self, day: Date) -> PathBuf {
        self.place.folder.join(format!("{}{day}.{BACKUP}", self.begins))
    }

    async fn write(&self, store: &Store, file: &Path) -> Result<(), NotMade> {
        clear_what_was_cut_short(file)?;
        let wanted = Wanted {
            file,
            sealing: &self.place.sealing,
            media: &self.data.media,
        };
        let written = Backup::of(wanted)?.write(store, &WallClock, &Unwatched).await?;
        match written.wrong.first() {
            None => Ok(()),
            Some(wrong) => {
                lose_name(file);
                Err(Failed::because(format!("the paper does not verify: {}", wrong.en)).into())
            }
        }
    }

    /// One that is damaged is no backup: it loses its name, so that the next attempt makes another. One that only could not be
    /// read back now is read by the next attempt.
    async fn read_back(&self, file: &Path) -> Result<Restored, NotMade> {
        let source = Source {
            file,
            keys: &self.place.unsealing,
            copy: &NewCopy {
                clock: Arc::new(WallClock),
                ids: Arc::new(Chance),
                originals: None,
                since: Since::Unknown("a trial reading, of which nothing is kept".into()),
            },
        };
        try_reading(source, &self.data.trial).await.map_err(|not| {
            if not.is_damage() {
                lose_name(file);
            }
            let reason = format!("it cannot be read back: {not}");
            if not.is_for_room() {
                NotMade::NoRoom(reason)
            } else {
                Failed::because(reason).into()
            }
        })
    }

    /// Only once the newest was read.
    fn remove_older(&self) -> std::io::Result<usize> {
        let removed = retention::to_be_removed(&self.days(BACKUP)?, &self.rule);
        for day in &removed {
            std::fs::remove_file(self.file_of(*day))?;
        }
        Ok(removed.len())
    }

    /// What could not be read back stays for whoever looks for the cause: until a backup was made of the same day after all,
    /// or as long as one is kept as a day's.
    fn remove_unreadable(&self) -> std::io::Result<Vec<String>> {
        let first = retention::first_kept_as_a_day(&self.days(BACKUP)?, &self.rule);
        let is_over = |day: &Date| *day == self.day || first.is_some_and(|first| *day < first);
        let mut removed = Vec::new();
        for day in self.days(UNREADABLE)?.into_iter().filter(is_over) {
            std::fs::remove_file(self.file_of(day).with_extension(UNREADABLE))?;
            tracing::info!(event = "a backup that could not be read back was removed", day = %day);
            removed.push(day.to_string());
        }
        Ok(removed)
    }

    /// The days of which there is a file of this paper with an ending. What else lies in the folder is nobody's affair here.
    fn days(&self, ending: &str) -> std::io::Result<BTreeSet<Date>> {
        let mut days = BTreeSet::new();
        for entry in std::fs::read_dir(&self.place.folder)? {
            let name = entry?.file_name();
            let day = name
                .to_str()
                .and_then(|name| name.strip_prefix(&self.begins)?.strip_suffix(ending)?.strip_suffix('.'));
            days.extend(day.and_then(|day| day.parse::<Date>().ok()));
        }
        Ok(days)
    }
}

/// One that does not verify stays for whoever looks for the cause, under a name by which nobody takes it for a backup.
fn lose_name(file: &Path) {
    let _ = std::fs::rename(file, file.with_extension(UNREADABLE));
}

/// An attempt that was killed leaves its unfinished files, which nobody else makes under this name.
fn clear_what_was_cut_short(file: &Path) -> std::io::Result<()> {
    for suffix in [".part", ".part.db", ".part.db-wal", ".part.db-shm", ".part.db-journal"] {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match std::fs::remove_file(PathBuf::from(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
