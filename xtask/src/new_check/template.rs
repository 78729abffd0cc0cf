//! What a new check begins with: a file that compiles, and a proof sheet that does not hold until both are written.

/// What the parts of the page say until somebody writes them: three in English, three in French.
pub(crate) const PLACEHOLDERS: [&str; 6] = [
    "Say in one sentence what is found, with an *example*.",
    "Say what it costs the reader, or the paper, when it is printed.",
    "Say what to do, and when to leave it as it is.",
    "Dites en une phrase ce qui est relevé, avec un *exemple*.",
    "Dites ce qu’il en coûte au lecteur, ou au journal, quand c’est imprimé.",
    "Dites quoi faire, et quand laisser les choses telles quelles.",
];

/// The French title until somebody writes it.
const FRENCH_TITLE: &str = "Titre à écrire";

const FILE: &str = r#"//! {code} · {title}
//!
//! **What it catches.** {en_what}
//! **Why it matters.** {en_why}
//! **Remedy.** {en_remedy}
//!
//! # {titre}
//!
//! **Ce qu’il relève.** {fr_what}
//! **Pourquoi.** {fr_why}
//! **Remède.** {fr_remedy}

use crate::check::{Check, Reads};
use crate::line::Line;
use crate::finding::{Code, Finding, Said, Severity, Span};
use crate::house::House;
use crate::phrases::folded;

const CODE: Code = "{code}";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "{titre_literal}",
    title_en: "{title_literal}",
    severity: Severity::Note,
    harm: 20,
    reads: Reads::Passage(find),
};

/// Folded words that are looked for: put what the check knows here.
const LOOKED_FOR: [&str; 0] = [];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !line.passage.is_prose() || !line.passage.tongue.is_french() {
        return Vec::new();
    }
    let looked_for = |word: &str| LOOKED_FOR.contains(&folded(word).as_str());
    let found = line.spoken().filter(|token| looked_for(line.words_of(token)));
    found
        .map(|token| {
            let written = line.words_of(token);
            let said = Said::new(format!("« {written} » : dites pourquoi, et quoi faire"), format!("“{written}”: say why, and what to do"));
            Finding::new(CODE, Span::new(&line.passage.spot, token.range()), said)
        })
        .collect()
}
"#;

const SHEET: &str = "\
Say here what the cases below show. They fail until the check and its copy are written.

```found
[[{code} is not written yet]]: put copy here, with its places in brackets.
```

Say here where it must be silent, and why.

```silent
{code} is not written yet: put copy here in which it must say nothing.
```
";

/// The file of a check.
pub(super) fn file(code: &str, title: &str) -> String {
    let literal = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"");
    let [en_what, en_why, en_remedy, fr_what, fr_why, fr_remedy] = PLACEHOLDERS;
    let words = [
        ("{code}", code),
        ("{title}", title),
        ("{titre}", FRENCH_TITLE),
        ("{title_literal}", &literal(title)),
        ("{titre_literal}", FRENCH_TITLE),
        ("{en_what}", en_what),
        ("{en_why}", en_why),
        ("{en_remedy}", en_remedy),
        ("{fr_what}", fr_what),
        ("{fr_why}", fr_why),
        ("{fr_remedy}", fr_remedy),
    ];
    words.iter().fold(FILE.to_owned(), |text, (sign, words)| text.replace(sign, words))
}

/// Its proof sheet.
pub(super) fn sheet(code: &str) -> String {
    SHEET.replace("{code}", code)
}

/// A title as a list says it: "a quotation that nobody says" becomes "A quotation that nobody says".
pub(super) fn title(said: &str) -> String {
    let mut letters = said.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
