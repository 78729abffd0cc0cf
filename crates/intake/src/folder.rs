//! What a folder of manuscripts holds: its texts, those that are drafts by where they lie, and what cannot be read.

use std::path::{Path, PathBuf};

use folders::{Entry, Kind, Unread};
use manuscript::paper::Paper;
use manuscript::refusal::Refusal as _;

use crate::refused::NotTakenIn;

/// Folders whose manuscripts no reader gets, in the words of those who write them.
const OF_DRAFTS: [&str; 8] = [
    "_draft",
    "_drafts",
    "draft",
    "drafts",
    "_brouillon",
    "_brouillons",
    "brouillon",
    "brouillons",
];

/// Bytes of the largest manuscript.
pub(crate) const LARGEST: u64 = 4 << 20;

/// The names in a folder that matter.
#[derive(Debug, Default)]
pub(crate) struct Manuscripts {
    /// From the folder's root, in order.
    pub(crate) files: Vec<PathBuf>,
    /// What stands in the place of a manuscript, or of a folder of them, and is neither.
    pub(crate) unfit: Vec<(PathBuf, Unread)>,
}

/// Every manuscript of a folder. `README.md`, whatever begins with a dot, and the paper's own pages are passed over.
pub(crate) fn manuscripts_in(root: &Path, paper: &Paper) -> Result<Manuscripts, NotTakenIn> {
    let mut found = Manuscripts::default();
    let mut folders = vec![PathBuf::new()];
    while let Some(next) = folders.pop() {
        for Entry { file_name, name, kind } in folders::list(root, &next).map_err(|unread| unreadable(&root.join(&next), &unread))? {
            if name.starts_with('.') || name.eq_ignore_ascii_case("readme.md") {
                continue;
            }
            let path = next.join(file_name);
            let is_text = name.to_ascii_lowercase().ends_with(".md");
            match kind {
                Kind::Folder if path == Path::new("pages") && !paper.pages.is_empty() => {}
                Kind::Folder => folders.push(path),
                Kind::File if is_text => found.files.push(path),
                // A link without an ending may lead to a folder of manuscripts: it is not followed, nor passed over in silence.
                Kind::Link if is_text || path.extension().is_none() => found.unfit.push((path, Unread::Link)),
                Kind::Special if is_text => found.unfit.push((path, Unread::Special)),
                Kind::File | Kind::Link | Kind::Special => {}
            }
        }
    }
    found.files.sort();
    found.unfit.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}

fn unreadable(folder: &Path, unread: &Unread) -> NotTakenIn {
    let (folder, said) = (folder.display(), unread.said());
    NotTakenIn::said(
        format!("le dossier « {folder} » {}", said.fr),
        format!("the folder `{folder}` {}", said.en),
    )
}

/// A path from the folder's root as the paper remembers it, with `/` on every system.
pub(crate) fn path_of(file: &Path) -> String {
    let path = file
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/");
    // A folder from a system that decomposes accents is the same folder.
    manuscript::settled::nfc(&path)
}

/// Whether a path, with `/` between its parts, lies in a folder of drafts.
pub(crate) fn is_draft(path: &str) -> bool {
    path.rsplit_once('/').is_some_and(|(folder, _)| folder.split('/').any(is_of_drafts))
}

/// The section that a manuscript's folder says; a folder of drafts says none.
pub(crate) fn section_of(path: &str) -> Option<String> {
    let (folder, _) = path.rsplit_once('/')?;
    let parts: Vec<&str> = folder.split('/').filter(|part| !is_of_drafts(part)).collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn is_of_drafts(part: &str) -> bool {
    OF_DRAFTS.contains(&part.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{is_draft, section_of};

    #[test]
    fn a_folder_of_drafts_keeps_back_what_lies_below_it_and_is_no_section() {
        for path in [
            "_drafts/a.md",
            "politique/_Drafts/europe/a.md",
            "Brouillons/a.md",
            "draft/a.md",
            "Brouillon /a.md",
        ] {
            assert!(is_draft(path), "{path}");
        }
        for path in ["a.md", "drafts.md", "mes_drafts/a.md", "politique/_drafts.md"] {
            assert!(!is_draft(path), "{path}");
        }
        assert_eq!(section_of("politique/_drafts/europe/a.md").as_deref(), Some("politique/europe"));
        assert_eq!(section_of("_drafts/a.md"), None);
    }
}
