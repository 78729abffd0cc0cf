//! The list of who was erased and what was withheld, as a file outside of the data folder: a backup that is older than it is
//! restored with it, and nothing of it comes back.
//!
//! One JSON object a line; the first says which paper it is. Lines are only added, and are on the disk when that returns. A
//! last line that was cut short was never acknowledged: it is written anew.

use std::collections::{BTreeSet, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use acts::withholding::again::{self, Again};
use acts::{Desk, erasing};
use manuscript::act::{Act, By};
use manuscript::{Said, Uuid, canonical};
use serde::{Deserialize, Serialize};
use store::carrying::{self as rows, WithheldMediaRow, WithholdingRow};
use store::erasures::{self, Erasure, WithheldEntry};
use store::{Broken, Snapshot, Tx};

use crate::refused::{NotKept, unreadable, unwritable};

/// What a line says.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Paper(Uuid),
    Erased(Erasure),
    Withheld(Box<Again>),
}

impl Line {
    fn identity(&self) -> Uuid {
        match self {
            Self::Paper(id) => *id,
            Self::Erased(erasure) => erasure.id,
            Self::Withheld(again) => again.withholding.id,
        }
    }
}

/// The file, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracesFile(PathBuf);

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    paper: Option<Uuid>,
    lines: Vec<Line>,
    /// How many bytes of the file are whole lines.
    whole: u64,
}

/// The file, as one program keeps it: it knows how far it has written, and adds what came since.
#[derive(Debug)]
pub struct KeptTraces {
    file: TracesFile,
    written: Option<Written>,
}

/// How far a file was written.
#[derive(Clone, Copy, Debug)]
struct Written {
    paper: Uuid,
    /// The last entry of the record that was looked at.
    number: i64,
    /// How many bytes the file had then.
    length: u64,
}

/// What was done again in an older copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redone {
    pub erased: usize,
    pub withheld: usize,
}

impl TracesFile {
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Adds what the database knows and the file does not. Two that write at once wait for each other.
    pub async fn write_out(&self, snapshot: &mut Snapshot) -> Result<(), NotKept> {
        let Some(settings) = store::paper::settings(snapshot).await? else {
            return Ok(());
        };
        let all = all(snapshot).await?;
        self.waiting(move |file| file.add_missing(settings.identity, &all)).await.map(drop)
    }

    /// Waits for the disk beside everything that waits for nothing.
    async fn waiting<T: Send + 'static>(&self, work: impl FnOnce(&Self) -> Result<T, NotKept> + Send + 'static) -> Result<T, NotKept> {
        let file = self.clone();
        let worked = tokio::task::spawn_blocking(move || work(&file));
        worked.await.map_err(|panicked| NotKept::failed(&panicked))?
    }

    /// Answers how many bytes the file has then.
    fn add_missing(&self, paper: Uuid, all: &[Line]) -> Result<u64, NotKept> {
        let mut file = self.locked()?;
        let before = self.read_from(&mut file)?;
        before.refuse_another(paper, &self.0)?;
        let known: BTreeSet<Uuid> = before.lines.iter().map(Line::identity).collect();
        let first = Line::Paper(paper);
        let missing: Vec<&Line> = before
            .paper
            .is_none()
            .then_some(&first)
            .into_iter()
            .chain(all.iter().filter(|line| !known.contains(&line.identity())))
            .collect();
        self.add((&mut file, before.whole), missing)
    }

    /// Adds lines behind so many bytes, and waits for the disk if there are any.
    fn add<'a>(&self, (file, whole): (&mut File, u64), lines: impl IntoIterator<Item = &'a Line>) -> Result<u64, NotKept> {
        let text = lines.into_iter().map(text_of).collect::<Result<String, _>>()?;
        if text.is_empty() {
            return Ok(whole);
        }
        file.set_len(whole)
            .and_then(|()| file.seek(SeekFrom::End(0)))
            .and_then(|_| file.write_all(text.as_bytes()))
            .and_then(|()| file.sync_all())
            .and_then(|()| self.sync_name())
            .map_err(|error| unwritable(&self.0, &error))?;
        Ok(whole + text.len() as u64)
    }

    /// Adds lines to a file that has so many bytes still; nothing if it has not.
    fn add_behind(&self, length: u64, lines: &[Line]) -> Result<Option<u64>, NotKept> {
        let mut file = self.locked()?;
        let found = file.metadata().map_err(|error| unreadable(&self.0, &error))?.len();
        if found != length {
            return Ok(None);
        }
        self.add((&mut file, length), lines).map(Some)
    }

    /// The file, which nobody else writes until it is dropped.
    fn locked(&self) -> Result<File, NotKept> {
        let opened = self.opened().and_then(|file| file.lock().map(|()| file));
        opened.map_err(|error| unwritable(&self.0, &error))
    }

    fn opened(&self) -> io::Result<File> {
        if let Some(folder) = self.0.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false).mode(0o600);
        options.open(&self.0)
    }

    fn sync_name(&self) -> io::Result<()> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }

    /// How much of what the database knows is not in the file; all of it where there is no file.
    pub async fn lacks(&self, snapshot: &mut Snapshot) -> Result<usize, NotKept> {
        let held = if self.0.exists() { self.read()?.lines } else { Vec::new() };
        let known: BTreeSet<Uuid> = held.iter().map(Line::identity).collect();
        let all = all(snapshot).await?;
        Ok(all.iter().filter(|line| !known.contains(&line.identity())).count())
    }

    /// What the file holds; refuses one that is not there.
    pub fn read(&self) -> Result<Traces, NotKept> {
        let mut file = File::open(&self.0).map_err(|error| unreadable(&self.0, &error))?;
        self.read_from(&mut file)
    }

    fn read_from(&self, file: &mut File) -> Result<Traces, NotKept> {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| unreadable(&self.0, &error))?;
        let mut traces = Traces::default();
        for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
            if !line.ends_with(b"\n") {
                break;
            }
            match serde_json::from_slice(line) {
                Ok(Line::Paper(paper)) => traces.paper = Some(paper),
                Ok(line) => traces.lines.push(line),
                Err(error) => return Err(self.faulty(index + 1, &error)),
            }
            traces.whole += line.len() as u64;
        }
        Ok(traces)
    }

    fn faulty(&self, line: usize, error: &serde_json::Error) -> NotKept {
        let path = self.0.display();
        NotKept::said(
            format!("la liste des effacements « {path} » est fautive à la ligne {line} : {error}"),
            format!("the list of erasures `{path}` is faulty at line {line}: {error}"),
        )
    }
}

impl KeptTraces {
    pub const fn of(file: TracesFile) -> Self {
        Self { file, written: None }
    }

    /// Adds what the database knows and the file does not. What that costs follows what came since it was last called, unless
    /// somebody else has written into the file.
    pub async fn write_out(&mut self, snapshot: &mut Snapshot) -> Result<(), NotKept> {
        let Some(settings) = store::paper::settings(snapshot).await? else {
            return Ok(());
        };
        let (paper, number) = (settings.identity, store::record::head(snapshot).await?.0);
        let length = if let Some(length) = self.added(snapshot, paper).await? {
            length
        } else {
            let all = all(snapshot).await?;
            self.file.waiting(move |file| file.add_missing(paper, &all)).await?
        };
        self.written = Some(Written { paper, number, length });
        Ok(())
    }

    /// The length of the file with what came since; nothing if all must be compared.
    async fn added(&self, snapshot: &mut Snapshot, paper: Uuid) -> Result<Option<u64>, NotKept> {
        let Some(written) = self.written.filter(|written| written.paper == paper) else {
            return Ok(None);
        };
        let Some(lines) = since(snapshot, written.number).await? else {
            return Ok(None);
        };
        self.file.waiting(move |file| file.add_behind(written.length, &lines)).await
    }
}

/// Who was erased since an entry; nothing if something was withheld since, which is rare, and of which more has to be said.
async fn since(snapshot: &mut Snapshot, number: i64) -> Result<Option<Vec<Line>>, Broken> {
    let mut lines = Vec::new();
    for entry in erasures::entries_after(snapshot, number).await? {
        let erased = match entry.thing.filter(|_| entry.act == Act::Erased.as_str()) {
            Some(id) => erasures::by_id(snapshot, id).await?,
            None => None,
        };
        match erased {
            Some(erased) => lines.push(Line::Erased(erased)),
            None => return Ok(None),
        }
    }
    Ok(Some(lines))
}

/// What whoever asked is told of an act that is done and that the list does not tell of.
pub fn unlisted(why: &Said) -> Said {
    Said::new(
        format!(
            "c’est fait, mais la liste des effacements n’a pas pu être écrite : {} ; tant qu’elle ne l’est pas, une sauvegarde plus ancienne ferait tout revenir. `rotative serve` l’écrit dès que c’est possible",
            why.fr
        ),
        format!(
            "it is done, but the list of erasures could not be written: {}; until it is, an older backup would bring everything back. `rotative serve` writes it as soon as it can",
            why.en
        ),
    )
}

fn text_of(line: &Line) -> Result<String, NotKept> {
    let text = canonical::text_of(line).map_err(|error| NotKept::failed(&error))?;
    Ok(text + "\n")
}

/// Everything that the database knows of it, the oldest first.
async fn all(snapshot: &mut Snapshot) -> Result<Vec<Line>, Broken> {
    let mut lines: Vec<Line> = erasures::all(snapshot).await?.into_iter().map(Line::Erased).collect();
    let mut fingerprints = by_withholding(rows::fingerprints(snapshot).await?, |row| row.withholding);
    let mut media = by_withholding(rows::withheld_media(snapshot).await?, |row| row.withholding);
    let entries = Entries::of(erasures::withheld(snapshot).await?);
    for withholding in rows::withholdings(snapshot).await? {
        let id = withholding.id;
        let detail = entries
            .of_withholding(&withholding)
            .map_or(Ok(serde_json::Value::Null), |entry| serde_json::from_str(&entry.detail));
        lines.push(Line::Withheld(Box::new(Again {
            withholding,
            fingerprints: fingerprints.remove(&id).unwrap_or_default(),
            media: media.remove(&id).unwrap_or_default(),
            detail: detail.map_err(|error| Broken::unreadable("an entry", error))?,
        })));
    }
    Ok(lines)
}

fn by_withholding<R>(rows: Vec<R>, of: impl Fn(&R) -> Uuid) -> HashMap<Uuid, Vec<R>> {
    let mut found: HashMap<Uuid, Vec<R>> = HashMap::new();
    for row in rows {
        found.entry(of(&row)).or_default().push(row);
    }
    found
}

/// The entries by which something was withheld: by the withholding that their state names; those of before carry none.
struct Entries {
    named: HashMap<Uuid, WithheldEntry>,
    of_before: Vec<WithheldEntry>,
}

impl Entries {
    fn of(entries: Vec<WithheldEntry>) -> Self {
        let (mut named, mut of_before) = (HashMap::new(), Vec::new());
        for entry in entries {
            match entry.withholding() {
                Some(id) => drop(named.insert(id, entry)),
                None => of_before.push(entry),
            }
        }
        Self { named, of_before }
    }

    /// One of before is that of the same article and moment.
    fn of_withholding(&self, row: &WithholdingRow) -> Option<&WithheldEntry> {
        let of_before = || {
            let of_it = self.of_before.iter().filter(|entry| entry.thing == Some(row.article));
            of_it.min_by_key(|entry| (entry.at - row.at).abs())
        };
        self.named.get(&row.id).or_else(of_before)
    }
}

impl Traces {
    fn refuse_another(&self, paper: Uuid, path: &Path) -> Result<(), NotKept> {
        if self.paper.is_none_or(|known| known == paper) {
            return Ok(());
        }
        let path = path.display();
        Err(NotKept::said(
            format!("« {path} » est la liste des effacements d’un autre journal ; nommez celle de celui-ci"),
            format!("`{path}` is the list of erasures of another paper; name the one of this paper"),
        ))
    }

    /// The files that nobody may have.
    pub(crate) fn files(&self) -> impl Iterator<Item = &WithheldMediaRow> {
        self.lines.iter().flat_map(|line| match line {
            Line::Withheld(again) => again.media.as_slice(),
            _ => &[],
        })
    }

    /// Does again in an older copy what was erased and withheld since.
    pub async fn redo(&self, tx: &mut Tx, desk: &Desk, file: &TracesFile) -> Result<Redone, NotKept> {
        let settings = store::paper::settings(tx).await?;
        let here = settings.ok_or_else(|| NotKept::failed("there is no paper in this copy"))?.identity;
        self.refuse_another(here, &file.0)?;
        if self.paper.is_none() {
            let path = file.0.display();
            return Err(NotKept::said(
                format!("« {path} » n’est la liste des effacements d’aucun journal ; nommez celle que tient celui-ci"),
                format!("`{path}` is the list of erasures of no paper; name the one that this paper keeps"),
            ));
        }
        let by = By::Job("restore");
        let mut redone = Redone::default();
        for line in &self.lines {
            match line {
                Line::Paper(_) => {}
                Line::Erased(erasure) => redone.erased += usize::from(erasing::again(tx, desk, &by, erasure).await?),
                Line::Withheld(again) => redone.withheld += usize::from(again::again(tx, desk, &by, again).await?),
            }
        }
        Ok(redone)
    }
}
