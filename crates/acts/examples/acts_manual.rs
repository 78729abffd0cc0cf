//! Writes what the documents say of the acts' JSON forms: `docs/acts-as-json.md`, its schema, and the codes of refusals.
//! `cargo xtask manual` runs it.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    for (name, text) in acts::requests::documents(&docs)? {
        std::fs::write(docs.join(name), text)?;
    }
    Ok(())
}
