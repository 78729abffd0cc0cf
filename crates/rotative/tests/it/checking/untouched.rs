//! What is no prose in a text: no mend touches it, whatever stands around it, and a second reading mends nothing more.

use std::path::PathBuf;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::Texts;

/// Everything that must stand as it stood, each with faults that a mend would see in prose.
const UNTOUCHED: [&str; 27] = [
    "```js\nlet a = \"b\" ; x.Options... // 12.000 c'est\n```",
    "~~~\n\"a\" : 'b' -- c\n~~~",
    "    echo \"indente\" ; x...  y",
    "`$p.Options...`",
    "``a ` \"b\" ; c``",
    "<a href=\"x\" title='75 %'>",
    "<span style=\"width:75 %;color:red\">",
    "<!-- \"remarque\" ; c'est... -->",
    "<pre>\na \"b\" ; c...\n</pre>",
    "<code>a.B \"c\"...</code>",
    "<script>var a = \"b\" ; c...</script>",
    "<div class=\"a\" data-x=\"b ; c\">",
    "{{ site.Url | append: \"...\" }}",
    "{% include \"foo.html\" a=\"b ; c\" %}",
    "{% highlight js %}a.B \"c\" ;...{% endhighlight %}",
    "{{< figure src=\"x...y\" title=\"75 %\" >}}",
    "<%= link_to \"a\" ; b %>",
    "[caption id=\"a\" width=\"3\"]",
    "[/caption]",
    "[youtube \"a.B\" ;...]",
    "[ma_galerie ids=\"1,2\"]",
    ":+1:",
    ":smile:",
    "https://a.example/c...d?e=f;g--h",
    "{: .class=\"a ; b\"}",
    "{#ancre...a}",
    "[^note]",
];

/// Prose with faults that are mended.
const FAULTY: &str = "Il dit \"oui\" ; c'est 12.000 euros...";
const MENDED: &str = "Il dit «\u{a0}oui\u{a0}»\u{202f}; c’est 12\u{202f}000 euros…";

/// All of them, and pictures and links with their words.
fn forms() -> Vec<String> {
    let mut forms = UNTOUCHED.map(str::to_owned).to_vec();
    forms.push("![Un pont](photo...a.jpg \"Le pont\"){credit=\"AFP\"}".into());
    forms.push("[le mot](http://a.example/b...c \"Un titre...\")".into());
    forms.push("[le mot][ref...x]".into());
    forms
}

/// What of a part must stay: the words of a link and of a picture are prose.
fn kept_of(form: &str) -> &str {
    let words = ["[le mot", "![Un pont"].into_iter().find_map(|words| form.strip_prefix(words));
    words.map_or(form, |rest| rest.split_once("Le pont").map_or(rest, |(syntax, _)| syntax))
}

fn is_block(form: &str) -> bool {
    form.contains('\n') || form.starts_with("    ") || form.starts_with("~~~")
}

/// A part in the middle of a faulty sentence, or between two of them.
fn around(form: &str) -> String {
    if is_block(form) {
        format!("{FAULTY}\n\n{form}\n\n{FAULTY}\n")
    } else {
        format!("{FAULTY} {form} {FAULTY}\n")
    }
}

#[test]
fn every_part_stays_as_it_is_and_the_prose_around_it_is_mended() {
    let texts = Texts::new();
    let forms = forms();
    for (number, form) in forms.iter().enumerate() {
        texts.write(&format!("{number}.md"), &around(form));
    }
    texts.check(&[".", "--fix"]);
    for (number, form) in forms.iter().enumerate() {
        let after = texts.bytes(&format!("{number}.md"));
        assert!(after.contains(kept_of(form)), "{form:?} was changed: {after:?}");
        assert_eq!(after.matches(MENDED).count(), 2, "around {form:?}: {after:?}");
    }
    let first: Vec<String> = (0..forms.len()).map(|number| texts.bytes(&format!("{number}.md"))).collect();
    texts.check(&[".", "--fix"]);
    for (number, before) in first.iter().enumerate() {
        assert_eq!(texts.bytes(&format!("{number}.md")), *before, "a second reading mends more");
    }
}

#[test]
fn names_in_the_head_stay_as_they_are_written() {
    let head = "---\ntitle: Ce que change ASP.Net pour System.Options\nauthor: J.R.R. Tolkien\nbyline: [Jean.Dupont, \"St.Jean ; X\"]\n\
                layout: post...html\ntags: [node.Js, \"C.E.I ; x\"]\nsection: Vie.Pratique\npermalink: /2012/a--b...html\n\
                dateline: St.Denis\nsource_credit: Lemonde.Fr\n---\n";
    let texts = Texts::with("a.md", &format!("{head}{FAULTY}\n"));
    texts.check(&["a.md", "--fix"]);
    assert_eq!(texts.bytes("a.md"), format!("{head}{MENDED}\n"));
}

#[test]
fn indentation_and_line_breaks_stay() {
    let text = "- un\n   - deux \"x\"...\n      suite  \n      fin\n\n1.  trois \"y\"\n\n> quatre  \n> cinq...\n";
    let texts = Texts::with("a.md", text);
    texts.check(&["a.md", "--fix"]);
    let after = texts.bytes("a.md");
    let edges = |text: &str| {
        let edge = |line: &str| {
            let indent = line.len() - line.trim_start().len();
            (line[..indent].to_owned(), line.ends_with("  "))
        };
        text.lines().map(edge).collect::<Vec<_>>()
    };
    assert_eq!(edges(&after), edges(text), "{after}");
    assert!(after.contains("«\u{a0}x\u{a0}»…"), "{after}");
}

#[test]
fn standard_input_is_read_as_a_file_is() {
    for form in forms() {
        let text = around(&form);
        let file = Texts::with("a.md", &text);
        file.check(&["a.md", "--fix"]);
        let told = file.check_input(&text, &["--fix"]);
        assert_eq!(told.said, file.bytes("a.md"), "{form:?}");
    }
}

#[test]
fn forty_real_articles_keep_all_of_it() {
    let Some(folder) = std::env::var_os("ROTATIVE_PROBE_DATA") else {
        testpaper::skipped("forty_real_articles_keep_all_of_it", "ROTATIVE_PROBE_DATA is not set");
        return;
    };
    let text = std::fs::read_to_string(PathBuf::from(folder).join("wikinews-fr/articles.json")).unwrap();
    let articles: Vec<Value> = serde_json::from_str(&text).unwrap();
    let forms = forms();
    let texts = Texts::new();
    for (number, article) in articles.iter().enumerate() {
        let paragraphs = paragraphs_of(article);
        let mut file = format!(
            "---\ntitle: \"{}\"\n---\n\n",
            article["title"].as_str().unwrap_or_default().replace('"', "")
        );
        for (at, form) in forms.iter().enumerate() {
            let paragraph = &paragraphs[at % paragraphs.len()];
            let written = if is_block(form) {
                format!("{paragraph}\n\n{form}")
            } else {
                format!("{paragraph} {form} {FAULTY}")
            };
            file.extend([written.as_str(), "\n\n"]);
        }
        texts.write(&format!("{number}.md"), &file);
    }
    texts.check(&[".", "--fix"]);
    let mut first = Vec::new();
    for number in 0..articles.len() {
        let after = texts.bytes(&format!("{number}.md"));
        for form in &forms {
            assert!(after.contains(kept_of(form)), "{form:?} was changed in {number}: {after}");
        }
        first.push(after);
    }
    texts.check(&[".", "--fix"]);
    for (number, before) in first.iter().enumerate() {
        assert_eq!(
            texts.bytes(&format!("{number}.md")),
            *before,
            "{number}: a second reading mends more"
        );
    }
}

fn paragraphs_of(article: &Value) -> Vec<String> {
    let blocks = article["blocks"].as_array().into_iter().flatten().filter_map(Value::as_str);
    blocks
        .map(|block| block.replace(['<', '[', '`', '{', '*', '_', '\n'], " "))
        .collect()
}

/// Arbitrary texts in which parts of all sorts stand, whole and cut.
fn arbitrary() -> impl Strategy<Value = (String, Vec<String>)> {
    let words = prop_oneof![
        Just("Il dit \"oui\"...".to_owned()),
        Just("c'est 12.000 euros ; bien".to_owned()),
        "[a-zéÀ\"'.,;:!?«» \u{a0}0-9%-]{0,30}",
    ];
    vec((words, 0..forms().len(), prop_oneof![Just(" "), Just("\n\n")]), 1..8).prop_map(|pieces| {
        let forms = forms();
        let (mut text, mut kept) = (String::new(), Vec::new());
        for (words, form, gap) in pieces {
            let form = &forms[form];
            // Code in blocks is code only on lines of its own, and only a fence that is closed stays a block.
            let gap = if is_block(form) { "\n\n" } else { gap };
            text.extend([words.replace('`', "").as_str(), gap, form.as_str(), gap]);
            kept.push(form.clone());
        }
        (text, kept)
    })
}

#[test]
fn in_arbitrary_texts_nothing_of_it_changes_and_a_second_reading_mends_nothing_more() {
    const MANY: usize = 400;
    let mut runner = TestRunner::deterministic();
    let texts = Texts::new();
    let cases: Vec<(String, Vec<String>)> = (0..MANY).map(|_| arbitrary().new_tree(&mut runner).unwrap().current()).collect();
    for (number, (text, _)) in cases.iter().enumerate() {
        texts.write(&format!("{number}.md"), text);
    }
    texts.check(&[".", "--fix=maybe"]);
    let mut first = Vec::new();
    for (number, (text, kept)) in cases.iter().enumerate() {
        let after = texts.bytes(&format!("{number}.md"));
        for form in kept {
            assert!(after.contains(kept_of(form)), "{form:?} was changed in {text:?}: {after:?}");
        }
        assert_eq!(after.matches('\n').count(), text.matches('\n').count(), "{text:?}");
        first.push(after);
    }
    texts.check(&[".", "--fix=maybe"]);
    for (number, before) in first.iter().enumerate() {
        assert_eq!(
            texts.bytes(&format!("{number}.md")),
            *before,
            "a second reading mends more of {:?}",
            cases[number].0
        );
    }
}

#[test]
fn what_changes_is_what_a_finding_named() {
    let text = around("`$p.Options...`");
    let texts = Texts::with("a.md", &text);
    let report = texts.check(&["a.md", "--all", "--format", "json"]).said;
    let report: Value = serde_json::from_str(&report).unwrap();
    let code = text.find('`').unwrap()..text.rfind('`').unwrap();
    let findings = report["files"][0]["findings"].as_array().unwrap();
    assert!(!findings.is_empty());
    for finding in findings {
        let place = |edge: &str| {
            finding["file"][edge]["byte"]
                .as_u64()
                .and_then(|byte| usize::try_from(byte).ok())
                .unwrap()
        };
        assert!(place("end") <= code.start || place("start") >= code.end, "{finding} lies in code");
    }
}
