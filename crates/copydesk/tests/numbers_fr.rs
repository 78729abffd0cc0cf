//! Reads the public French number cases, where the probe data is at hand, and names every case that is left out.

use std::path::PathBuf;

use copydesk::quantity::{Tongue, numerals};

#[expect(clippy::disallowed_methods, reason = "a probe reads its data where the machine says it lies")]
fn cases() -> Option<Vec<serde_json::Value>> {
    let folder = PathBuf::from(std::env::var_os("ROTATIVE_PROBE_DATA")?);
    let text = std::fs::read_to_string(folder.join("numbers-fr/number-model.json")).ok()?;
    serde_json::from_str(&text).ok()
}

#[test]
fn french_numbers_of_the_public_cases_are_read() {
    let Some(cases) = cases() else {
        eprintln!("skipped: set ROTATIVE_PROBE_DATA to the folder that holds numbers-fr");
        return;
    };
    let mut wrong = Vec::new();
    for case in &cases {
        let input = case["Input"].as_str().unwrap();
        let want: Vec<(String, String)> = case["Results"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| {
                (
                    r["Text"].as_str().unwrap().to_lowercase(),
                    r["Resolution"]["value"].as_str().unwrap().replace(',', "."),
                )
            })
            .collect();
        let got: Vec<(String, String)> = numerals::read_all(input, Tongue::French)
            .into_iter()
            .map(|n| (input[n.span].to_lowercase(), n.value.to_string()))
            .collect();
        if want != got {
            wrong.push(format!("{input:?}\n   want {want:?}\n   got  {got:?}"));
        }
    }
    for w in &wrong {
        eprintln!("{w}");
    }
    eprintln!("{} of {}", cases.len() - wrong.len(), cases.len());
}
