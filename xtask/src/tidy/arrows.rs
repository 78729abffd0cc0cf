//! Arrows between the crates go down only: reads the manifests against the table of the house.

use super::Remark;
use super::manifest::{Dependency, Section, dependencies};
use super::tree::Tree;

/// What a crate may stand on, tests aside. `ARCHITECTURE.md` carries the same table and its reasons.
const ALLOWED: [(&str, &[&str]); 24] = [
    ("manuscript", &[]),
    ("cleaning", &[]),
    ("darkroom", &[]),
    ("supervision", &[]),
    ("folders", &["manuscript"]),
    ("doors", &["manuscript"]),
    ("arrivals", &["manuscript"]),
    ("outgoing", &["manuscript"]),
    ("store", &["manuscript"]),
    ("objects", &["manuscript", "outgoing", "store"]),
    ("shelf", &["manuscript"]),
    ("typeset", &["manuscript", "folders"]),
    ("copydesk", &["manuscript"]),
    ("acts", &["manuscript", "arrivals", "supervision", "store"]),
    (
        "intake",
        &["manuscript", "arrivals", "cleaning", "darkroom", "folders", "store", "acts"],
    ),
    ("proofs", &["manuscript", "arrivals", "copydesk"]),
    ("safekeeping", &["manuscript", "cleaning", "folders", "store", "shelf", "acts"]),
    (
        "press",
        &[
            "manuscript",
            "cleaning",
            "darkroom",
            "supervision",
            "store",
            "shelf",
            "typeset",
            "acts",
        ],
    ),
    ("works", &["manuscript", "supervision", "store", "acts", "intake", "press"]),
    ("site", &["manuscript", "folders", "supervision", "shelf", "typeset", "acts"]),
    (
        "operators",
        &["manuscript", "supervision", "doors", "acts", "press", "works", "site"],
    ),
    (
        "rotative",
        &[
            "manuscript",
            "cleaning",
            "darkroom",
            "folders",
            "objects",
            "outgoing",
            "store",
            "shelf",
            "typeset",
            "copydesk",
            "acts",
            "intake",
            "safekeeping",
            "proofs",
            "press",
            "site",
            "supervision",
            "doors",
            "works",
            "operators",
        ],
    ),
    (
        "testpaper",
        &[
            "manuscript",
            "arrivals",
            "store",
            "shelf",
            "typeset",
            "acts",
            "supervision",
            "press",
            "site",
            "rotative",
        ],
    ),
    ("xtask", &[]),
];

/// The crate every other may use in its tests, and none outside of them.
const FOR_TESTS: &str = "testpaper";
/// Who reads manuscripts in tests reads them as the paper does, with what others wrote in them.
const READS_MANUSCRIPTS: &str = "arrivals";

/// Crates from outside that would bring in what a floor must never hold.
const BANNED: [(&str, &[&str]); 7] = [
    ("arrivals", &["sqlx", "axum", "axum-core", "hyper", "tokio"]),
    ("manuscript", &["sqlx", "axum", "axum-core", "hyper", "tokio"]),
    ("typeset", &["sqlx", "axum", "axum-core", "hyper", "tokio"]),
    ("copydesk", &["sqlx", "axum", "axum-core", "hyper", "tokio", "rayon"]),
    ("proofs", &["sqlx", "axum", "axum-core", "hyper", "tokio"]),
    ("site", &["sqlx"]),
    ("shelf", &["axum", "axum-core", "hyper"]),
];

/// The command line is read by one crate alone, one alone seals backups, and one alone asks other machines.
const ONLY_IN: [(&str, &str); 5] = [
    ("clap", "rotative"),
    ("age", "safekeeping"),
    ("rustls", "outgoing"),
    ("rustls-native-certs", "outgoing"),
    ("tokio-rustls", "outgoing"),
];

/// Every dependency the table does not allow.
pub(super) fn arrows(tree: &Tree) -> Vec<Remark> {
    let manifests = tree.texts().filter_map(|(path, text)| Some((path, owner(path)?, text)));
    manifests.flat_map(|(path, owner, text)| of_manifest(path, owner, text)).collect()
}

fn owner(path: &str) -> Option<&str> {
    let folder = path.strip_suffix("/Cargo.toml")?;
    let name = folder.strip_prefix("crates/").unwrap_or(folder);
    (!name.contains('/')).then_some(name)
}

fn of_manifest(path: &str, owner: &str, text: &str) -> Vec<Remark> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == owner) else {
        return vec![Remark::new(
            path,
            1,
            format!("`{owner}` is not in the table of allowed arrows: add it there and to ARCHITECTURE.md."),
        )];
    };
    let refused = dependencies(text).into_iter().filter_map(|dependency| {
        let sentence = refusal(owner, allowed, &dependency)?;
        Some(Remark::new(path, dependency.line, sentence))
    });
    refused.collect()
}

fn refusal(owner: &str, allowed: &[&str], dependency: &Dependency) -> Option<String> {
    let name = dependency.name.as_str();
    let tests = dependency.section == Section::Tests;
    if owner == "xtask" {
        return Some(format!("`xtask` uses the standard library alone, not `{name}`."));
    }
    if ALLOWED.iter().any(|(ours, _)| *ours == name) {
        let may = allowed.contains(&name) || (tests && (name == FOR_TESTS || name == READS_MANUSCRIPTS || owner == FOR_TESTS));
        return (!may).then(|| format!("`{owner}` may not depend on `{name}`: arrows go down only."));
    }
    let banned = BANNED.iter().any(|(by, names)| *by == owner && names.contains(&name));
    let elsewhere = ONLY_IN.iter().find(|(what, home)| *what == name && *home != owner);
    match elsewhere {
        _ if tests => None,
        _ if banned => Some(format!("`{owner}` may not depend on `{name}`: it is never in that floor.")),
        Some((_, home)) => Some(format!("Only `{home}` may depend on `{name}`.")),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn sentences(name: &str, manifest: &str) -> Vec<String> {
        let path = if name == "xtask" {
            "xtask/Cargo.toml".to_owned()
        } else {
            format!("crates/{name}/Cargo.toml")
        };
        arrows(&tree(&[(&path, manifest)]))
            .into_iter()
            .map(|remark| format!("{}: {}", remark.line, remark.sentence))
            .collect()
    }

    #[test]
    fn arrows_down_pass() {
        let manifest = "[dependencies]\nmanuscript.workspace = true\nstore = { path = \"../store\" }\nserde = \"1\"\n[dev-dependencies]\ntestpaper.workspace = true\ntokio = \"1\"\n";
        assert!(sentences("acts", manifest).is_empty());
        assert!(sentences("testpaper", "[dependencies]\nrotative.workspace = true\n").is_empty());
        assert!(sentences("rotative", "[dependencies]\nclap = \"4\"\n").is_empty());
    }

    #[test]
    fn an_arrow_up_or_across_is_refused_at_its_line() {
        let refused = sentences("store", "[package]\nname = \"store\"\n\n[dependencies]\nacts.workspace = true\n");
        assert_eq!(refused, ["5: `store` may not depend on `acts`: arrows go down only."]);
        assert_eq!(sentences("site", "[dependencies]\nstore.workspace = true\n").len(), 1);
        assert_eq!(sentences("shelf", "[dependencies.store]\npath = \"../store\"\n").len(), 1);
        assert_eq!(sentences("store", "[dev-dependencies]\nacts.workspace = true\n").len(), 1);
    }

    #[test]
    fn the_test_paper_never_ships() {
        assert_eq!(sentences("acts", "[dependencies]\ntestpaper.workspace = true\n").len(), 1);
        assert_eq!(sentences("acts", "[build-dependencies]\ntestpaper.workspace = true\n").len(), 1);
    }

    #[test]
    fn what_a_floor_never_holds_is_refused_under_any_name() {
        assert_eq!(sentences("manuscript", "[dependencies]\ntokio = \"1\"\n").len(), 1);
        assert_eq!(
            sentences("site", "[dependencies]\ndb = { package = \"sqlx\", version = \"0.9\" }\n").len(),
            1
        );
        assert_eq!(sentences("typeset", "[target.'cfg(unix)'.dependencies]\nhyper = \"1\"\n").len(), 1);
        assert_eq!(
            sentences("press", "[dependencies]\nclap = \"4\"\n"),
            ["2: Only `rotative` may depend on `clap`."]
        );
    }

    #[test]
    fn xtask_stands_alone() {
        assert!(sentences("xtask", "[dependencies]\n\n[lints]\nworkspace = true\n").is_empty());
        assert_eq!(sentences("xtask", "[dependencies]\nserde = \"1\"\n").len(), 1);
    }

    #[test]
    fn a_crate_nobody_placed_is_refused() {
        assert!(sentences("lobby", "")[0].contains("not in the table"));
    }
}
