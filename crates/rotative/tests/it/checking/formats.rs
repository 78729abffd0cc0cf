//! The forms that programs read: JSON, SARIF held against its schema, annotations of a workflow.

use serde_json::Value;

use super::{DOUBLED, Texts, ended};

/// A text with accents, emoji, quotations and mends.
const HARD: &str = "---\nheadline: \"Été 😀 : le pont\"\nbyline: [Léa Brun]\n---\n\nL’été 😀 l’été, le maire **a a** refusé, 𝄞 voire même l’élu élu.\n\n« Nous n’avons rien vu venir cet été à Vaux. » Il pleut.\n\nLe conseil dit «oui» .\n\n![Un pont.](p.jpg \"Un pont.\"){credit=\"JEANNE AUBER\"}\n";

fn report(texts: &Texts, arguments: &[&str]) -> Value {
    let ran = texts.check(arguments);
    serde_json::from_str(&ran.said).unwrap_or_else(|error| panic!("{error}: {}\n{}", ran.said, ran.complained))
}

/// Whatever stands under a key, anywhere below.
fn under<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get(key));
            fields.values().for_each(|value| under(value, key, found));
        }
        Value::Array(values) => values.iter().for_each(|value| under(value, key, found)),
        _ => {}
    }
}

fn at(value: &Value, key: &str) -> usize {
    usize::try_from(value[key].as_u64().unwrap_or_else(|| panic!("{key} in {value}"))).unwrap()
}

/// What stands in a line from one column of UTF-16 units to another.
fn of_line(text: &str, line: usize, columns: std::ops::Range<usize>) -> String {
    let units: Vec<u16> = text.split('\n').nth(line - 1).unwrap().encode_utf16().collect();
    String::from_utf16(&units[columns.start - 1..columns.end - 1]).unwrap()
}

#[test]
fn json_names_the_words_by_bytes_and_by_units() {
    let texts = Texts::with("a.md", HARD);
    let report = report(&texts, &["a.md", "--format", "json", "--all"]);
    assert_eq!(report["format"], 1);
    let findings = report["files"][0]["findings"].as_array().unwrap();
    let mut located = 0;
    for finding in findings.iter().filter(|finding| finding["located"] == true) {
        let (start, end) = (&finding["file"]["start"], &finding["file"]["end"]);
        let words = finding["place"]["text"].as_str().unwrap();
        let written = &HARD[at(start, "byte")..at(end, "byte")];
        assert_eq!(written.replace("**", ""), words, "{finding}");
        assert_eq!(of_line(HARD, at(start, "line"), at(start, "utf16")..at(end, "utf16")), written);
        let units = words.encode_utf16().count();
        assert_eq!(at(&finding["place"], "end") - at(&finding["place"], "start"), units);
        located += 1;
    }
    assert!(located >= 6, "{report:#}");
    let codes: Vec<&str> = findings.iter().filter_map(|finding| finding["code"].as_str()).collect();
    for code in ["REP-301", "HSE-01", "QUO-201", "IMG-501", "TYP-03"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
}

#[test]
fn json_of_several_texts_counts_typography_and_what_is_kept_back() {
    let texts = Texts::with("a.md", HARD);
    texts.write("b.txt", "Le pont est ouvert.\n");
    let report = report(&texts, &["a.md", "b.txt", "--format", "json"]);
    let files = report["files"].as_array().unwrap();
    assert_eq!((files.len(), files[0]["findings"].as_array().unwrap().len()), (2, 1));
    assert!(files[0]["kept_back"].as_u64().unwrap() > 0);
    assert!(files[0]["typography"]["by_code"]["TYP-03"].as_u64().unwrap() > 0);
    assert_eq!(files[1]["findings"].as_array().unwrap().len(), 0);
    assert_eq!((&files[1]["language"], &files[1]["words"]), (&Value::from("fr"), &Value::from(4)));
}

#[test]
fn sarif_is_what_its_schema_asks_for() {
    let mut schema: Value = serde_json::from_str(include_str!("../../schemas/sarif-2.1.0.json")).unwrap();
    // As printed, a bracket closes that was never opened, which is no regular expression by ECMA-262 with Unicode.
    for of in ["run", "toolComponent"] {
        let pattern = schema.pointer_mut(&format!("/definitions/{of}/properties/language/pattern"));
        if let Some(pattern) = pattern {
            *pattern = pattern.as_str().unwrap().replace("]?$", "?$").into();
        }
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let texts = Texts::with("a.md", HARD);
    texts
        .write("un été.txt", "Le pont est ouvert.\n")
        .write("source.txt", "Nous n’avons rien vu venir cet hiver à Vaux.\n");
    for arguments in [
        &["a.md", "un été.txt", "--format", "sarif", "--all", "--source", "source.txt"][..],
        &["un été.txt", "--format", "sarif"],
        &["a.md", "--format", "sarif", "--language", "en"],
    ] {
        let report = report(&texts, arguments);
        let errors: Vec<String> = validator
            .iter_errors(&report)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
    let broken = serde_json::json!({ "version": "2.1.0", "runs": [{ "results": [] }] });
    assert!(!validator.is_valid(&broken), "the schema refuses what is none");
}

#[test]
fn sarif_regions_stand_on_the_words_and_fixes_write_there() {
    let texts = Texts::with("été, 1.md", HARD);
    let report = report(&texts, &["été, 1.md", "--format", "sarif", "--all"]);
    let results = report["runs"][0]["results"].as_array().unwrap();
    let doubled: Vec<String> = results
        .iter()
        .filter(|result| result["ruleId"] == "REP-301")
        .map(|result| {
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let columns = at(region, "startColumn")..at(region, "endColumn");
            of_line(HARD, at(region, "startLine"), columns)
        })
        .collect();
    assert_eq!(doubled, ["a a", "élu élu"]);
    let (mut uris, mut indexes) = (Vec::new(), Vec::new());
    under(&report, "uri", &mut uris);
    under(&report["runs"][0]["results"], "ruleIndex", &mut indexes);
    assert!(uris.iter().all(|uri| *uri == "%C3%A9t%C3%A9%2C%201.md"), "{uris:?}");
    let rules = &report["runs"][0]["tool"]["driver"]["rules"];
    for (result, index) in results.iter().zip(indexes) {
        assert_eq!(rules[usize::try_from(index.as_u64().unwrap()).unwrap()]["id"], result["ruleId"]);
    }
}

#[test]
fn annotations_escape_what_their_commands_would_take() {
    let texts = Texts::with("50%,a:b.md", DOUBLED);
    texts.write(
        "c.txt",
        "Le maire fait 50 % 50 % de plus : « Nous avons vu venir 50 % de la chute du pont hier », dit la maire.\n",
    );
    texts.write(
        "before.txt",
        "« Nous avons vu venir 40 % de la chute du pont hier », dit la maire.\n",
    );
    let told = ended(texts.check(&["50%,a:b.md", "--format", "github"]), 1).said;
    assert!(
        told.contains("::warning file=50%25%2Ca%3Ab.md,line=8,endLine=8,col=21,endColumn=24,title=REP-301::"),
        "{told}"
    );
    let told = ended(texts.check(&["c.txt", "--format", "github", "--previous", "before.txt"]), 1).said;
    assert!(told.contains("40\u{a0}%25") || told.contains("40 %25"), "{told}");
    assert!(told.lines().all(|line| line.starts_with("::")), "one command a line: {told}");
}
