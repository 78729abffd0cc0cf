//! Which files are read: those named, those in folders, standard input; and what is read beside them.

use std::path::{Path, PathBuf};

use copydesk::{House, Source};
use folders::{Entry, Kind, Unread};
use manuscript::Said;
use manuscript::refusal::Refusal as _;

use crate::Stopped;
use crate::command::CheckOptions;

/// What is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    File(PathBuf),
    StandardInput,
    /// A text in a folder that is no file, and why.
    Unfit(Said),
}

/// The endings of texts.
const ENDINGS: [&str; 4] = ["md", "markdown", "txt", "text"];

/// Files as they were named, and the texts in the folders among them.
pub(super) fn named(paths: &[PathBuf]) -> Result<Vec<Named>, Stopped> {
    let mut files = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            files.push(Named::StandardInput);
        } else if path.is_dir() {
            in_folder(path, &mut files)?;
        } else {
            files.push(Named::File(path.clone()));
        }
    }
    if files.is_empty() {
        return Err(Stopped::both(
            "il n’y a pas de texte ici : nommez des fichiers en .md ou .txt, des dossiers qui en contiennent, ou `-` pour l’entrée standard",
            "there is no text here: name files that end in .md or .txt, folders that hold some, or `-` for standard input",
        ));
    }
    Ok(files)
}

fn in_folder(folder: &Path, files: &mut Vec<Named>) -> Result<(), Stopped> {
    let unreadable = |unread: Unread| {
        let (folder, said) = (folder.display(), unread.said());
        Stopped::both(
            format!("le dossier « {folder} » {}", said.fr),
            format!("the folder `{folder}` {}", said.en),
        )
    };
    for Entry { file_name, name, kind } in folders::list(folder, Path::new("")).map_err(unreadable)? {
        let path = folder.join(file_name);
        if name.starts_with('.') || name == "README.md" {
            continue;
        }
        match kind {
            Kind::Folder => in_folder(&path, files)?,
            Kind::File if is_text(&path) => files.push(Named::File(path)),
            Kind::Link if is_text(&path) => files.push(unfit(&path, &Unread::Link)),
            Kind::Special if is_text(&path) => files.push(unfit(&path, &Unread::Special)),
            _ => {}
        }
    }
    Ok(())
}

fn unfit(path: &Path, unread: &Unread) -> Named {
    let (path, said) = (path.display(), unread.said());
    Named::Unfit(Said::new(
        format!("le fichier « {path} » {}", said.fr),
        format!("the file `{path}` {}", said.en),
    ))
}

fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}

/// The house file that was named, else the `house.toml` that stands here, else the house style that ships.
pub(super) fn house(options: &CheckOptions) -> Result<House, Stopped> {
    let here = PathBuf::from("house.toml");
    let Some(path) = options.house.clone().or_else(|| here.is_file().then_some(here)) else {
        return Ok(House::default());
    };
    let text = read(&path)?;
    House::read(&text).map_err(|refused| {
        let (path, said) = (path.display(), refused.said());
        Stopped::both(format!("{path} : {}", said.fr), format!("{path}:{}", said.en))
    })
}

/// Texts that are attached as sources.
pub(super) fn sources(paths: &[PathBuf]) -> Result<Vec<Source>, Stopped> {
    let source = |path: &PathBuf| {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Source { name, text: read(path)? })
    };
    paths.iter().map(source).collect()
}

fn read(path: &Path) -> Result<String, Stopped> {
    std::fs::read_to_string(path).map_err(|error| {
        let path = path.display();
        Stopped::both(
            format!("« {path} » ne peut pas être lu : {error}"),
            format!("`{path}` cannot be read: {error}"),
        )
    })
}
