//! Pages from samples in both languages, clean titles, feeds, complete messages.

mod histories;
#[cfg(test)]
mod themes;

use std::collections::BTreeSet;

use manuscript::language::Language;
use manuscript::markdown::{Defaults, read};
use typeset::context::Notice;
use typeset::feed::{Channel, FeedItem, rss};
use typeset::media::MediaShelf;
use typeset::samples::{self, sample_copy};
use typeset::{Messages, Templates, html, rendering, title};

fn languages() -> [Language; 2] {
    [Language::french(), Language::english()]
}

#[test]
fn every_page_stands_as_it_was_approved_in_both_languages() {
    for language in languages() {
        let templates = Templates::of(&language, None).unwrap();
        for (number, (name, sample)) in samples::pages(&language, templates.messages()).into_iter().enumerate() {
            let page = templates.fill_alone(name, sample);
            let page = page.unwrap();
            assert!(
                page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"),
                "{page}"
            );
            assert!(page.contains(&format!("<html lang=\"{}\"", language.as_str())));
            assert!(!page.contains("undefined") && !page.contains("None"), "{page}");
            let snapshot = format!("page_{}_{number}_{}", language.as_str(), name.trim_end_matches(".html"));
            insta::assert_snapshot!(snapshot, page);
        }
    }
}

#[test]
fn both_languages_say_the_same_messages_and_each_is_said() {
    let [french, english] = languages().map(|language| Messages::names(&language).into_iter().collect::<BTreeSet<_>>());
    assert_eq!(french, english);
    for language in languages() {
        let messages = Messages::of(&language).unwrap();
        for name in &french {
            let said = messages.say(
                name,
                &[
                    ("count", "2".into()),
                    ("names", "x".into()),
                    ("place", "x".into()),
                    ("day", "x".into()),
                ],
            );
            assert!(
                said != *name || matches!(name.as_str(), "and"),
                "{name} says nothing in {}",
                language.as_str()
            );
        }
    }
}

#[test]
fn plurals_and_dates_are_the_languages_own() {
    let say = |language: &Language, count: &str| Messages::of(language).unwrap().say("minutes", &[("count", count.into())]);
    assert_eq!(say(&Language::french(), "1"), "1 minute de lecture");
    assert_eq!(say(&Language::french(), "4"), "4 minutes de lecture");
    let day = |language: &Language, day| typeset::dates::day(day, &Messages::of(language).unwrap()).replace('\u{a0}', " ");
    assert_eq!(day(&Language::french(), jiff::civil::date(2027, 5, 1)), "1er mai 2027");
    assert_eq!(day(&Language::english(), jiff::civil::date(2027, 5, 1)), "1 May 2027");
    let french = Messages::of(&Language::french()).unwrap();
    let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
    let time = |milliseconds| typeset::dates::time(manuscript::Instant(milliseconds), &zone, &french).replace('\u{a0}', " ");
    assert_eq!(
        (time(1_795_345_200_000), time(1_795_345_200_000 + 300_000)),
        ("12 h".into(), "12 h 05".into())
    );
}

#[test]
fn titles_are_clean_text() {
    let clean = |text: &str| title::clean(text, &Language::french());
    for (written, printed) in [
        ("Un <b>titre</b>", "Un titre"),
        ("Avant <!-- note --> après", "Avant après"),
        ("Ouvert <!-- jamais fermé", "Ouvert"),
        ("2 < 3 et 5 > 4", "2 < 3 et 5 > 4"),
        ("Deux\n lignes", "Deux lignes"),
        ("Fin</title><script>x</script>", "Fin x"),
        ("Quoi ?", "Quoi\u{202f}?"),
    ] {
        assert_eq!(clean(written), printed, "{written}");
    }
}

#[test]
fn no_address_that_runs_something_is_a_link() {
    for address in [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "/\\evil.example",
        "vbscript:x",
        "java\tscript:x",
        "file:///etc/passwd",
        "",
    ] {
        assert_eq!(html::safe_address(address), None, "{address}");
    }
    for address in ["https://a.fr/x?y=1", "/2026/11/22/a", "#figures", "mailto:a@b.fr", "tel:+33123"] {
        assert_eq!(html::safe_address(address), Some(address));
    }
}

#[test]
fn spaces_are_typeset_across_marks_and_foreign_passages_keep_theirs() {
    let file = "---\nheadline: Titre\n---\n\n« *Nous* » : [what ? yes !]{lang=\"en\"} **Vraiment** ?\n";
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    let copy = read(file, &defaults).unwrap().copy;
    let set = rendering::make(&copy, &MediaShelf::default());
    let html = set.blocks[0].replace('\u{a0}', "⍽").replace('\u{202f}', "⁀");
    assert!(
        html.contains("«⍽<em>Nous</em>⍽»⍽: <span lang=\"en\">what ? yes !</span> <strong>Vraiment</strong>⁀?"),
        "{html}"
    );
}

#[test]
fn code_keeps_its_spaces_and_says_its_language_where_it_is_one() {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    let set = |body: &str| {
        let copy = read(&format!("---\nheadline: Titre\n---\n\n{body}\n"), &defaults).unwrap().copy;
        rendering::make(&copy, &MediaShelf::default()).blocks.concat()
    };
    let html = set("« Oui » : `a ? b : c` et ~~10 %~~ 12 %.")
        .replace('\u{a0}', "⍽")
        .replace('\u{202f}', "⁀");
    assert!(html.contains("«⍽Oui⍽»⍽: <code>a ? b : c</code> et <s>10⍽%</s> 12⍽%."), "{html}");
    for (info, class) in [
        ("c++", " class=\"language-c++\""),
        ("js title=\"x\"", " class=\"language-js\""),
        ("rust,ignore", " class=\"language-rust\""),
        ("", ""),
        ("\"onclick=x", ""),
        ("{.python}", ""),
    ] {
        let html = set(&format!("~~~{info}\na ; b\n~~~"));
        assert!(html.contains(&format!("tabindex=\"0\"><code{class}>a ; b</code></pre>")), "{html}");
    }
    let levels = |body: &str| -> String { set(body).split("<h").skip(1).filter_map(|rest| rest.chars().next()).collect() };
    assert_eq!(levels("## a\n\n### b\n\n#### c\n\n##### d\n\n###### e\n\n## f"), "234562");
    assert_eq!(levels("### a\n\n##### b\n\n##### c\n\n#### d\n\n## e\n\n#### f"), "233323");
    assert!(set("## Le pont {#pont}").contains("<h2 id=\"pont\">Le pont</h2>"));
}

#[test]
fn tasks_say_how_they_stand_and_cells_of_what_they_are_heads() {
    let set = |language: &str, body: &str| {
        let defaults = Defaults {
            language: language.parse().unwrap(),
            zone: jiff::tz::TimeZone::UTC,
            markup: &arrivals::Arrivals,
        };
        let copy = read(&format!("---\nheadline: Titre\n---\n\n{body}\n"), &defaults).unwrap().copy;
        rendering::make(&copy, &MediaShelf::default()).blocks.concat()
    };
    let tasks = "- [x] Un\n- [ ] Deux\n- Trois";
    assert!(set("fr", tasks).contains("<li class=\"task\"><span role=\"img\" aria-label=\"Fait\">☑</span> Un</li>"));
    assert!(set("en", tasks).contains("aria-label=\"To do\">☐</span> Deux</li><li>Trois</li>"));
    let cell = |attributes: &str, text: &str| format!(":::cell{attributes}\n{text}\n:::\n");
    let row = |cells: &[String]| format!(":::row\n{}:::\n", cells.concat());
    let table = [
        row(&[cell("", "A"), cell(" colspan=\"2\"", "B")]),
        row(&[cell(" scope=\"row\" rowspan=\"2\"", "C"), cell("", "d"), cell("", "1")]),
        row(&[cell("", "e"), cell("", "2")]),
    ];
    let html = set("fr", &format!(":::table columns=\"left none right\"\n{}:::", table.concat()));
    let expected = "<thead><tr><th scope=\"col\">A</th><th scope=\"col\" colspan=\"2\">B</th></tr></thead>\
         <tbody><tr><th scope=\"row\" rowspan=\"2\">C</th><td>d</td><td class=\"right\">1</td></tr>\
         <tr><td>e</td><td class=\"right\">2</td></tr></tbody>";
    assert!(html.contains(expected), "{html}");
}

#[test]
fn notes_are_numbered_as_they_are_called_and_lead_back() {
    let defaults = Defaults {
        language: Language::french(),
        zone: jiff::tz::TimeZone::UTC,
        markup: &arrivals::Arrivals,
    };
    let body = "Un mot[^b] ? Deux[^a], encore[^b].\n\n[^a]: La *première*.\n\n[^b]: L’autre : [29 morts]{figure value=\"29\" who=\"la maire\"}.\n\n[^c]: Que nul n’appelle.\n\nFin.";
    let copy = read(&format!("---\nheadline: Titre\n---\n\n{body}\n"), &defaults).unwrap().copy;
    let set = rendering::make(&copy, &MediaShelf::default());
    let call = |id: &str, number: usize| {
        format!(
            "<sup class=\"call\"><a id=\"{id}\" href=\"#note-{number}\" role=\"doc-noteref\" aria-label=\"Note {number}\">{number}</a></sup>"
        )
    };
    let expected = format!(
        "Un mot{}\u{202f}? Deux{}, encore{}.",
        call("call-1", 1),
        call("call-2", 2),
        call("call-1-2", 1)
    );
    assert!(set.blocks[0].contains(&expected), "{}", set.blocks[0]);
    let notes = set.blocks.last().unwrap();
    assert!(
        notes.starts_with("<section class=\"notes\" role=\"doc-endnotes\" aria-label=\"Notes\"><ol><li id=\"note-1\">"),
        "{notes}"
    );
    let [first, second, third] = notes.split("<li ").skip(1).collect::<Vec<_>>().try_into().unwrap();
    assert!(
        first.contains("L’autre") && first.contains("href=\"#call-1\"") && first.contains("href=\"#call-1-2\""),
        "{first}"
    );
    assert!(
        second.contains("<em>première</em>") && second.contains("href=\"#call-2\""),
        "{second}"
    );
    assert!(third.contains("Que nul n’appelle") && !third.contains("href"), "{third}");
    assert_eq!(
        set.figures[0].block,
        Some(set.blocks.len() - 1),
        "a figure in a note is closed with the notes"
    );
    assert_eq!(set.blocks.concat().matches("L’autre").count(), 1);
}

#[test]
fn figures_are_gathered_with_the_block_in_which_they_stand() {
    let set = rendering::make(&sample_copy(), &MediaShelf::default());
    assert_eq!(set.figures.len(), 1);
    assert_eq!(
        (set.figures[0].text.as_str(), set.figures[0].block),
        ("au moins 29\u{a0}morts", None)
    );
    assert!(
        set.standfirst
            .contains("<data class=\"figure\" value=\"29\">au moins 29\u{a0}morts</data>"),
        "{}",
        set.standfirst
    );
}

#[test]
fn a_feed_is_well_formed_whatever_the_words() {
    let evil = "]]> <b> & \u{0} \u{b} \"";
    let channel = Channel {
        title: evil.into(),
        link: "https://p.example/".into(),
        own_address: "https://p.example/feed.xml".into(),
        description: evil.into(),
        language: "fr".into(),
    };
    let item = FeedItem {
        id: uuid::Uuid::nil(),
        version: Some(3),
        title: evil.into(),
        link: "https://p.example/a".into(),
        description: evil.into(),
        authors: vec![evil.into()],
        category: Some(evil.into()),
        published: "Sun, 22 Nov 2026 11:00:00 +0000".into(),
    };
    insta::assert_snapshot!("feed", rss(&channel, &[item]).unwrap());
}

#[test]
fn a_broken_theme_says_which_template_and_where() {
    let folder = std::env::temp_dir().join(format!("rotative-theme-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("notice.html"),
        "{% extends \"base.html\" %}\n{% block content %}{{ heading }\n{% endblock %}",
    )
    .unwrap();
    let broken = Templates::of(&Language::french(), Some(&folder))
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    std::fs::write(folder.join("notice.html"), "<p>{{ heading }}</p>").unwrap();
    let templates = Templates::of(&Language::french(), Some(&folder)).unwrap();
    let page = templates
        .fill("notice.html", &Notice::sample(&Language::french(), templates.messages()))
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(broken.contains("notice.html:2"), "{broken}");
    assert_eq!(page, "<p>Cette page n’existe pas</p>");
}

#[test]
fn no_heading_takes_an_anchor_of_the_page() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let template = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for id in template.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(manuscript::anchor::is_of_the_page(id), "{id}");
            found += 1;
        }
    }
    assert!(found > 0);
    assert!(manuscript::anchor::is_of_the_page("note-1") && manuscript::anchor::is_of_the_page("call-12-2"));
}
