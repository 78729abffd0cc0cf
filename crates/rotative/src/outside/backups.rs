//! `make_backup`: the planned backup of a day, written, read back as a restore would read it, and only then are older ones
//! removed by the paper's rule.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use acts::notices::BACKUP_FAILED;
use jiff::civil::Date;
use manuscript::Instant;
use manuscript::paper::{Backups, Paper};
use press::house::House;
use press::outside::{Doing, Failed, OutsideKind, Planned, Work};
use safekeeping::backup::{Backup, Restored, Source, Wanted, retention, try_reading};
use safekeeping::new_copy::{NewCopy, Since};
use safekeeping::progress::Unwatched;
use serde_json::{Value, json};
use store::Store;
use store::media::MediaFolder;

use crate::clockwork::{Chance, WallClock};
use crate::configuration::BackupPlace;

/// Makes planned backups.
pub(super) struct MakeBackup {
    pub(super) place: Arc<BackupPlace>,
    pub(super) media: MediaFolder,
    pub(super) house: Arc<House>,
}

/// One backup of one paper's day.
struct OfDay {
    place: Arc<BackupPlace>,
    media: MediaFolder,
    /// What the names of this paper's backups begin with.
    begins: String,
    day: Date,
    rule: Backups,
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
            let failed = made.as_ref().err().map(|_| json!({ "attempts": work.job.tries }));
            self.house.tell_each_time(&BACKUP_FAILED, &folder, failed).await?;
            made
        })
    }
}

impl MakeBackup {
    async fn make(&self, work: &Work<'_>) -> Result<Value, Failed> {
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
            media: self.media.clone(),
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
    async fn make(&self, store: &Store) -> Result<Value, Failed> {
        std::fs::create_dir_all(&self.place.folder).map_err(Failed::because)?;
        let file = self.file_of(self.day);
        if !file.exists() {
            self.write(store, &file).await?;
        }
        let read = self.read_back(&file).await?;
        let removed = self.remove_older()?;
        Ok(json!({
            "file": file,
            "bytes": std::fs::metadata(&file).map_or(0, |found| found.len()),
            "files": read.files,
            "missing": read.missing.len(),
            "removed": removed,
        }))
    }

    fn file_of(&self, day: Date) -> PathBuf {
        self.place.folder.join(format!("{}{day}.backup", self.begins))
    }

    async fn write(&self, store: &Store, file: &Path) -> Result<(), Failed> {
        clear_what_was_cut_short(file).map_err(Failed::because)?;
        let wanted = Wanted {
            file,
            sealing: &self.place.sealing,
            media: &self.media,
        };
        let backup = Backup::of(wanted).map_err(Failed::because)?;
        let written = backup.write(store, &WallClock, &Unwatched).await.map_err(Failed::because)?;
        match written.wrong.first() {
            None => Ok(()),
            Some(wrong) => {
                lose_name(file);
                Err(Failed::because(format!("the paper does not verify: {}", wrong.en)))
            }
        }
    }

    /// One that cannot be read back is no backup: it loses its name, so that the next attempt makes another.
    async fn read_back(&self, file: &Path) -> Result<Restored, Failed> {
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
        let scratch = self.place.folder.join(format!("{}trial.part", self.begins));
        let read = try_reading(source, &scratch).await;
        read.map_err(|not| {
            lose_name(file);
            Failed::because(format!("it cannot be read back: {not}"))
        })
    }

    /// Only once the newest was read.
    fn remove_older(&self) -> Result<usize, Failed> {
        let days = self.days().map_err(Failed::because)?;
        let removed = retention::to_be_removed(&days, &self.rule);
        for day in &removed {
            std::fs::remove_file(self.file_of(*day)).map_err(Failed::because)?;
        }
        // It failed on this day, and did not in the end.
        let _ = std::fs::remove_file(self.file_of(self.day).with_extension("unreadable"));
        Ok(removed.len())
    }

    /// The days of which there is a backup of this paper. What else lies in the folder is nobody's affair here.
    fn days(&self) -> std::io::Result<BTreeSet<Date>> {
        let mut days = BTreeSet::new();
        for entry in std::fs::read_dir(&self.place.folder)? {
            let name = entry?.file_name();
            let day = name
                .to_str()
                .and_then(|name| name.strip_prefix(&self.begins)?.strip_suffix(".backup"));
            days.extend(day.and_then(|day| day.parse::<Date>().ok()));
        }
        Ok(days)
    }
}

/// One that does not verify stays for whoever looks for the cause, under a name by which nobody takes it for a backup.
fn lose_name(file: &Path) {
    let _ = std::fs::rename(file, file.with_extension("unreadable"));
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
