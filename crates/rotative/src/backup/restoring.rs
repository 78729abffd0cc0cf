//! `rotative restore`: a backup becomes a data folder, or fills an empty database; only if all of it is what was saved.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use folders::Kind;
use store::{Store, record};

use super::archive::Hashing;
use super::facts::{self, DATABASE, Facts, Member, RecordFacts};
use super::sealing::unsealed;
use crate::carrying::unwritable;
use crate::command::{ToRestore, Unsealing};
use crate::configuration::Configuration;
use crate::database::{EmptyDatabase, with_companions};
use crate::verifying::{self, Report};
use crate::{Stopped, database, lock, moving, terminal};

/// Where a backup is unpacked before any of it counts; on the disk on which it is to stay.
const UNPACKED: &str = "restoring.part";
/// What may lie in a data folder that is empty to us.
const NOTHING_OF_OURS: [&str; 5] = [UNPACKED, "rotative.lock", "upgrade.lock", "rotative.toml", "lost+found"];

/// The folder into which a backup is unpacked; gone when this is dropped.
struct Unpacked {
    folder: PathBuf,
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// `rotative restore FILE TARGET`
pub(crate) async fn command(configuration: &Configuration, asked: &ToRestore) -> Result<ExitCode, Stopped> {
    let is_address = ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| asked.target.starts_with(scheme));
    let (facts, report) = if is_address {
        into_database(configuration, asked).await?
    } else {
        into_folder(Path::new(&asked.target), asked).await?
    };
    for path in &facts.missing {
        terminal::complain(&format!("`{path}` was missing when the backup was made"));
    }
    terminal::say(&format!(
        "restored {}: {} versions of {} articles, {} entries of the record, {} files; everything verified",
        facts.paper.name,
        report.versions,
        report.articles,
        report.entries,
        facts.members.len() - 1
    ));
    if is_address {
        terminal::say("now set `database` in rotative.toml (or ROTATIVE_DATABASE, or --database) to the address that you named");
    } else {
        terminal::say(&how_to_serve(configuration, &asked.target));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where a database is configured, the restored one must be named beside its folder.
fn how_to_serve(configuration: &Configuration, folder: &str) -> String {
    let is_in_its_folder = configuration.database == Configuration::database_in(&configuration.data);
    let database = if is_in_its_folder {
        String::new()
    } else {
        format!(" --database {}", Configuration::database_in(Path::new(folder)))
    };
    format!("serve it with `rotative serve --data {folder}{database}`")
}

async fn into_folder(folder: &Path, asked: &ToRestore) -> Result<(Facts, Report), Stopped> {
    refuse_if_full(folder)?;
    let was_there = folder.is_dir();
    let lock = lock::take(folder)?;
    let done = unpack_into(folder, asked).await;
    drop(lock);
    if done.is_err() && !was_there {
        let _ = fs::remove_dir_all(folder);
    }
    done
}

async fn unpack_into(folder: &Path, asked: &ToRestore) -> Result<(Facts, Report), Stopped> {
    let (unpacked, facts) = unpack(folder, asked)?;
    let (store, report) = opened(&unpacked.folder, &facts).await?;
    store.close().await;
    put_in_place(&unpacked.folder, folder).map_err(|error| unwritable(folder, &error))?;
    Ok((facts, report))
}

async fn into_database(configuration: &Configuration, asked: &ToRestore) -> Result<(Facts, Report), Stopped> {
    let target = EmptyDatabase::open(&asked.target).await?;
    let laid = fill(configuration, asked, &target.store).await;
    if laid.is_ok() {
        target.keep().await;
    } else {
        target.give_back().await;
    }
    laid
}

async fn fill(configuration: &Configuration, asked: &ToRestore, target: &Store) -> Result<(Facts, Report), Stopped> {
    let data = &configuration.data;
    fs::create_dir_all(data).map_err(|error| unwritable(data, &error))?;
    let (unpacked, facts) = unpack(data, asked)?;
    let (store, _) = opened(&unpacked.folder, &facts).await?;
    let mut tx = acts::begin(target).await?;
    let laid = moving::lay_down(&mut store.stacks().await?, &mut tx).await;
    store.close().await;
    let laid = laid?;
    moving::refuse_if_wrong(&laid.report)?;
    // Files first: a paper whose database is there has its pictures.
    merge(&unpacked.folder.join("media"), &configuration.media_folder()).map_err(|error| unwritable(data, &error))?;
    tx.commit().await?;
    Ok((facts, laid.report))
}

fn refuse_if_full(folder: &Path) -> Result<(), Stopped> {
    let full = |name: &str| {
        Stopped::refused(format!(
            "`{}` is not an empty data folder (`{name}` is in it); a restore never writes over anything, name a new one",
            folder.display()
        ))
    };
    let what = match folders::kind_of(folder).map_err(|error| unwritable(folder, &error))? {
        None | Some(Kind::Folder) => None,
        Some(Kind::Link) => Some("a link; name the folder itself"),
        Some(Kind::File) => Some("a file; name a folder, or the address of a database"),
        Some(Kind::Special) => Some("no folder; name one, or the address of a database"),
    };
    if let Some(what) = what {
        return Err(Stopped::refused(format!("`{}` is {what}", folder.display())));
    }
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.into_iter().find(|name| !NOTHING_OF_OURS.contains(&name.as_str())) {
        Some(name) => Err(full(&name)),
        None => Ok(()),
    }
}

/// Unpacks a backup into a folder of its own and holds every byte of it against what the backup says of itself.
fn unpack(beside: &Path, asked: &ToRestore) -> Result<(Unpacked, Facts), Stopped> {
    let unpacked = Unpacked {
        folder: beside.join(UNPACKED),
    };
    let unwritable = |error: io::Error| unwritable(&unpacked.folder, &error);
    if unpacked.folder.exists() {
        fs::remove_dir_all(&unpacked.folder).map_err(unwritable)?;
    }
    fs::create_dir_all(unpacked.folder.join("media")).map_err(unwritable)?;
    let plain = open(&asked.file, &asked.keys)?;
    let (facts, members) = members_of(plain, &unpacked.folder)?;
    let facts = facts.ok_or_else(|| damaged("it does not say what it holds, its end is missing"))?;
    if facts.form > facts::FORM {
        return Err(Stopped::refused(format!(
            "the backup was made by a newer program ({}); install it first",
            facts.program
        )));
    }
    match members.iter().zip(&facts.members).find(|(found, said)| found != said) {
        Some((found, _)) => Err(damaged(format!("`{}` is not what was saved", found.path))),
        None if members.len() != facts.members.len() => Err(damaged("it has not the files that it says it has")),
        None => Ok((unpacked, facts)),
    }
}

fn open(file: &Path, keys: &Unsealing) -> Result<Box<dyn Read>, Stopped> {
    let unreadable = |error: io::Error| Stopped::refused(format!("`{}` cannot be read: {error}", file.display()));
    if !fs::metadata(file).map_err(unreadable)?.is_file() {
        return Err(Stopped::refused(format!(
            "`{}` is no file; name one that `rotative backup` wrote",
            file.display()
        )));
    }
    let opened = File::open(file).map_err(unreadable)?;
    let plain = unsealed(BufReader::new(opened), keys)?;
    Ok(Box::new(zstd::Decoder::new(plain).map_err(damaged)?))
}

/// Every member in its place, and what `backup.json` says of them.
fn members_of(plain: Box<dyn Read>, into: &Path) -> Result<(Option<Facts>, Vec<Member>), Stopped> {
    let (mut facts, mut members) = (None, Vec::new());
    let mut archive = tar::Archive::new(plain);
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let path = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        if !entry.header().entry_type().is_file() {
            return Err(damaged(format!("`{path}` in it is no file, and a backup holds nothing else")));
        }
        if path == facts::NAME {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(damaged)?;
            facts = Some(serde_json::from_slice(&bytes).map_err(damaged)?);
            continue;
        }
        let member = keep(entry, &path, into)?;
        if facts::hash_of(&path).is_some_and(|hash| manuscript::commitment::hex(&hash) != member.sha256) {
            return Err(damaged(format!("`{path}` is not what was saved")));
        }
        members.push(member);
    }
    // The checksums of the outer layers stand at their very end.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(damaged)?;
    Ok((facts, members))
}

/// Keeps one member; no name leads out of the folder.
fn keep(entry: impl Read, path: &str, into: &Path) -> Result<Member, Stopped> {
    if path != DATABASE && facts::hash_of(path).is_none() {
        return Err(damaged(format!("it holds `{path}`, which no backup has")));
    }
    let place = into.join(path);
    let unwritable = |error: io::Error| unwritable(&place, &error);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let mut file = File::create(&place).map_err(unwritable)?;
    let mut hashing = Hashing::of(entry);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = hashing.read(&mut buffer).map_err(damaged)?;
        if length == 0 {
            break;
        }
        io::Write::write_all(&mut file, &buffer[..length]).map_err(unwritable)?;
    }
    file.sync_all().map_err(unwritable)?;
    Ok(hashing.member(path))
}

/// The unpacked paper with its schema brought up, if every chain of it verifies.
async fn opened(unpacked: &Path, facts: &Facts) -> Result<(Store, Report), Stopped> {
    let address = format!("sqlite:{}", unpacked.join(DATABASE).display());
    let store = database::upgraded(database::open_as_it_is(&address).await?).await?;
    let checked = check(&store, facts).await;
    match checked {
        Ok(report) => Ok((store, report)),
        Err(stopped) => {
            store.close().await;
            Err(stopped)
        }
    }
}

async fn check(store: &Store, facts: &Facts) -> Result<Report, Stopped> {
    let mut stacks = store.stacks().await?;
    if RecordFacts::from(record::head(&mut stacks).await?) != facts.record {
        return Err(damaged("its record does not end where it says that it ends"));
    }
    let report = verifying::verify(&mut stacks).await?;
    moving::refuse_if_wrong(&report)?;
    Ok(report)
}

/// Moves what was unpacked to where it stays; the database last, for a folder without it is no paper.
fn put_in_place(unpacked: &Path, folder: &Path) -> io::Result<()> {
    fs::rename(unpacked.join("media"), folder.join("media"))?;
    let files = with_companions(&unpacked.join(DATABASE)).into_iter().rev();
    for (from, to) in files.zip(with_companions(&folder.join(DATABASE)).into_iter().rev()) {
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    File::open(folder)?.sync_all()
}

/// Moves files into a media folder; one that is there already has the same bytes.
fn merge(from: &Path, to: &Path) -> io::Result<()> {
    for folder in fs::read_dir(from)? {
        let folder = folder?;
        let there = to.join(folder.file_name());
        fs::create_dir_all(&there)?;
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            fs::rename(file.path(), there.join(file.file_name()))?;
        }
        File::open(&there)?.sync_all()?;
    }
    Ok(())
}

fn damaged(what: impl std::fmt::Display) -> Stopped {
    Stopped::refused(format!("the backup is damaged or cut short, nothing was restored: {what}"))
}
