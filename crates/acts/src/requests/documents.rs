//! The documents that are made from the requests: the tables, the schema, the codes of refusals.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Request, schema, table};

/// The file of the codes, which are for life.
const CODES: &str = "refusal-codes.txt";

/// Every such file of the folder `docs`, by its name, as it ought to be. Codes that were listed once stay listed.
pub fn documents(docs: &Path) -> std::io::Result<Vec<(&'static str, String)>> {
    let mut schema = serde_json::to_string_pretty(&schema())?;
    schema.push('\n');
    let listed = std::fs::read_to_string(docs.join(CODES)).unwrap_or_default();
    let all: BTreeSet<String> = listed.lines().map(str::to_owned).chain(codes()).collect();
    let codes: String = all.into_iter().map(|code| code + "\n").collect();
    Ok(vec![
        ("acts-as-json.md", table::tables()),
        ("acts.schema.json", schema),
        (CODES, codes),
    ])
}

/// The codes that acts may refuse with today.
fn codes() -> BTreeSet<String> {
    Request::FORMS.iter().flat_map(|form| (form.refusals)()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn docs() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
    }

    #[test]
    fn the_documents_say_what_the_requests_are() {
        for (name, text) in documents(&docs()).unwrap() {
            let there = std::fs::read_to_string(docs().join(name)).unwrap_or_default();
            assert!(there == text, "docs/{name} is stale: run `cargo xtask manual`");
        }
    }

    #[test]
    fn a_code_that_was_given_out_stays_one() {
        let listed = std::fs::read_to_string(docs().join(CODES)).unwrap();
        let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
        let gone: Vec<_> = listed.difference(&codes()).cloned().collect();
        assert!(
            gone.is_empty(),
            "nothing refuses with {gone:?} any more: programs and the record know these codes"
        );
    }
}
