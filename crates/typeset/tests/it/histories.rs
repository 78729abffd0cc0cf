//! The pages that hold the paper to its word, as they were approved, and what they never say.

use manuscript::difference::{Change, between};
use manuscript::language::Language;
use manuscript::words::{Kind, Nature, Part};
use manuscript::{Copy, difference};
use typeset::context::{ArticlePage, ChangeOnPage, Corrections, Furniture, History, Retracted, Suspensions};
use typeset::history::{nature_label, part_label};
use typeset::{Messages, Templates};

use crate::languages;

#[test]
fn histories_corrections_retractions_and_suspensions_stand_as_they_were_approved() {
    for language in languages() {
        let templates = Templates::of(&language, None).unwrap();
        let messages = templates.messages();
        let pages = [
            ("history", templates.fill("history.html", &History::sample(&language, messages))),
            (
                "corrections",
                templates.fill("corrections.html", &Corrections::sample(&language, messages)),
            ),
            (
                "retracted",
                templates.fill("retracted.html", &Retracted::sample(&language, messages)),
            ),
            (
                "suspensions",
                templates.fill("suspensions.html", &Suspensions::sample(&language, messages)),
            ),
        ];
        for (name, page) in pages {
            let page = page.unwrap();
            let (_, main) = page.split_once("<main id=\"content\">").unwrap();
            let (main, _) = main.split_once("</main>").unwrap();
            insta::assert_snapshot!(format!("{name}_{}", language.as_str()), main);
        }
    }
}

#[test]
fn every_nature_part_and_change_has_words_in_both_languages() {
    for language in languages() {
        let messages = Messages::of(&language).unwrap();
        for nature in Nature::ALL {
            assert!(!nature_label(*nature, &messages).starts_with("nature-"), "{nature}");
        }
        for part in Part::ALL {
            assert!(!part_label(*part, &messages).starts_with("part-"), "{part}");
        }
        for change in Change::ALL.iter().filter(|change| **change != Change::Words) {
            let name = format!("change-{change}");
            assert_ne!(messages.say(&name, &[]), name);
        }
    }
}

#[test]
fn a_change_is_told_in_words_with_the_spaces_of_its_language() {
    let messages = Messages::of(&Language::french()).unwrap();
    let old = Copy::headed("Pourquoi 12 morts à Vaux ?", Language::french());
    let new = Copy {
        kind: Kind::Analysis,
        ..Copy::headed("Pourquoi 13 morts à Vaux ?", Language::french())
    };
    let told: Vec<ChangeOnPage> = between(&old, &new)
        .iter()
        .map(|one| ChangeOnPage::of(one, &messages, &old.language))
        .collect();
    assert_eq!((told[0].label.as_str(), told[0].said.as_deref()), ("Titre", None));
    let texts: Vec<(&str, &str)> = told[0].runs.iter().map(|run| (run.how, run.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            ("same", "Pourquoi "),
            ("removed", "12"),
            ("added", "13"),
            ("same", "\u{a0}morts à Vaux\u{202f}?")
        ]
    );
    let kinds: Vec<&str> = told[1].runs.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(kinds, ["Actualité", "Décryptage"]);
}

#[test]
fn a_long_text_is_shortened_around_what_changed() {
    let messages = Messages::of(&Language::english()).unwrap();
    let long = "one two three four five six seven eight nine ten eleven twelve";
    let old = Copy::headed(format!("{long} old"), Language::english());
    let new = Copy::headed(format!("{long} new"), Language::english());
    let told = ChangeOnPage::of(&between(&old, &new)[0], &messages, &old.language);
    assert!(told.runs[0].text.starts_with(difference::LEFT_OUT), "{:?}", told.runs);
}

#[test]
fn a_retracted_article_shows_neither_its_text_nor_its_picture_and_is_not_indexed() {
    let language = Language::french();
    let templates = Templates::of(&language, None).unwrap();
    let page = templates
        .fill("retracted.html", &Retracted::sample(&language, templates.messages()))
        .unwrap();
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    assert!(
        !page.contains("<img") && !page.contains("ld+json") && !page.contains("class=\"body\""),
        "{page}"
    );
}

#[test]
fn an_article_that_was_never_corrected_says_nothing_of_it() {
    let language = Language::french();
    let templates = Templates::of(&language, None).unwrap();
    let page = ArticlePage {
        furniture: Furniture {
            suspensions: None,
            ..Furniture::sample(&language)
        },
        lead_withheld: None,
        warnings: Vec::new(),
        explanations: Vec::new(),
        history: None,
        comments_suspended: None,
        ..ArticlePage::sample(&language, templates.messages())
    };
    let page = templates.fill("article.html", &page).unwrap();
    for class in [
        "told-box",
        "explanations",
        "to-history",
        "suspended",
        "withheld",
        "/commentaires-suspendus",
    ] {
        assert!(!page.contains(class), "{class}");
    }
    assert!(page.contains("<a href=\"/corrections\">Corrections</a>"));
}

#[test]
fn nothing_of_a_writer_is_markup_in_a_history() {
    let language = Language::french();
    let templates = Templates::of(&language, None).unwrap();
    let messages = templates.messages();
    let old = Copy::headed("<i>un</i> & deux", Language::french());
    let new = Copy::headed("<script>un</script> & deux", Language::french());
    let mut page = History::sample(&language, messages);
    page.versions[0].changes = between(&old, &new)
        .iter()
        .map(|one| ChangeOnPage::of(one, messages, &language))
        .collect();
    page.versions[0].explanation = Some("<img src=x>".into());
    let page = templates.fill("history.html", &page).unwrap();
    let (_, content) = page.split_once("<main").unwrap();
    for tag in ["<i>", "<script", "<img"] {
        assert!(!content.contains(tag), "{content}");
    }
}
