//! Every check has a proof sheet, and every sheet holds.

use std::collections::BTreeSet;
use std::path::Path;

use copydesk::{Finding, checks, fixes};
use manuscript::Copy;

use crate::sheet::{Case, cases};

pub(crate) fn sheet_of(code: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs").join(format!("{code}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every case of every sheet, with its code.
pub(crate) fn every_case() -> Vec<(&'static str, Case)> {
    let of_check = |check: &checks::Check| {
        let code = check.code;
        cases(&sheet_of(code)).into_iter().map(move |case| (code, case))
    };
    checks::all().iter().flat_map(of_check).collect()
}

#[test]
fn every_sheet_holds() {
    let mut broken = Vec::new();
    for check in checks::all() {
        for case in cases(&sheet_of(check.code)) {
            broken.extend(fault(check.code, &case).map(|fault| format!("{}.md:{}: {fault}", check.code, case.line)));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_check_has_a_proof_and_a_proof_of_silence() {
    for check in checks::all() {
        let cases = cases(&sheet_of(check.code));
        let silent = cases.iter().filter(|case| case.is_silent).count();
        assert!(silent > 0 && cases.len() > silent, "{} needs both", check.code);
    }
}

#[test]
fn every_sheet_belongs_to_a_check() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().replace(".md", "");
        assert!(checks::named(&name).is_some(), "{name} is in no line of the registry");
    }
}

#[test]
fn codes_are_given_once_and_stand_in_order() {
    let codes: Vec<&str> = checks::all().iter().map(|check| check.code).collect();
    let once: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(codes.len(), once.len());
    let list = include_str!("../../../../docs/checks/codes.md");
    for code in codes {
        assert!(list.contains(&format!("`{code}`")), "{code} is not in docs/checks/codes.md");
    }
}

fn fault(code: &str, case: &Case) -> Option<String> {
    let copy = case.before.copy();
    let found = case.before.read().into_iter().filter(|finding| finding.code == code);
    let found: Vec<Finding> = found.map(|finding| fixes::with_suggestions(finding, &copy)).collect();
    let places: Vec<String> = found.iter().map(|finding| words_at(&copy, finding)).collect();
    if case.is_silent {
        return (!found.is_empty()).then(|| format!("found {places:?} where it should be silent: {}", found[0].message.en));
    }
    let (mut wanted, mut got) = (case.before.places(), places);
    wanted.sort();
    got.sort();
    if wanted != got {
        return Some(format!("wanted {wanted:?}, found {got:?}"));
    }
    let after = case.after.as_ref()?.copy();
    let fixes: Vec<_> = found.iter().filter_map(|finding| finding.fixes.first()).collect();
    let mended = fixes::mended(&copy, &fixes);
    (mended != after).then(|| format!("mended to {:?}, wanted {:?}", texts(&mended), texts(&after)))
}

fn words_at(copy: &Copy, finding: &Finding) -> String {
    fixes::words_at(copy, &finding.primary)
}

fn texts(copy: &Copy) -> Vec<String> {
    copydesk::passages(copy).iter().map(|passage| passage.text.to_string()).collect()
}
