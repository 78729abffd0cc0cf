//! What is closed in a text, shown as the text with everything else taken out.

use super::Syntax;

fn closed(text: &str) -> Vec<String> {
    let syntax = Syntax::of_markdown(text, 0);
    let mut all = syntax.form;
    all.close_all(&syntax.signs);
    let ranges = all.within(0..text.len());
    ranges.into_iter().map(|range| text[range].to_owned()).collect()
}

/// Every part that must be closed, each in a sentence that must not be.
#[track_caller]
fn closes(code: &str) {
    for (before, after) in [("Un mot ", " et la suite."), ("Un mot (", ")."), ("", ", dit-il.")] {
        let text = format!("{before}{code}{after}");
        assert_eq!(closed(&text).concat(), code, "in {text:?}");
    }
}

#[test]
fn code_is_closed() {
    closes("`$p.Options`");
    closes("``a ` \"b\"``");
    let fenced = "Avant :\n\n```sh\nif x; then\n    echo \"a\"...\nfi\n```\n\nAprès...\n";
    assert_eq!(closed(fenced).concat().trim_end(), "```sh\nif x; then\n    echo \"a\"...\nfi\n```");
    let indented = "Avant.\n\n    echo \"a\" ; b...\n\nAprès.\n";
    assert!(closed(indented).concat().contains("echo \"a\" ; b..."));
    for text in [
        "<pre>\na \"b\"...\n</pre>",
        "<code>a...b</code>",
        "<script>x = \"y\";\n\nz</script>",
        "<style>a{b:75 %}</style>",
    ] {
        assert_eq!(closed(&format!("Avant {text} après...")).concat(), text);
    }
}

#[test]
fn markup_is_closed_and_its_words_are_not() {
    assert_eq!(
        closed("<a href=\"x\" title='a > \"b\"'>le \"mot\"</a>..."),
        ["<a href=\"x\" title='a > \"b\"'>", "</a>"]
    );
    closes("<br/>");
    closes("<span style=\"width:75 %\">");
    closes("<!-- \"a\"... -->");
    closes("<Foo bar={x}>");
    closes("<a\nhref=\"x\">");
    assert_eq!(closed("3 < 4 et 5 > 2, <3 \"x\""), Vec::<String>::new());
}

#[test]
fn codes_of_templates_and_other_systems_are_closed() {
    for code in [
        "{{ site.Url }}",
        "{% include \"foo.html\" %}",
        "{{< figure src=\"x...y\" >}}",
        "{{% note \"a\" %}}",
        "{% highlight js %}a.B...{% endhighlight %}",
        "<% if a %>",
        "${a.B}",
        "[caption id=\"a\" width=\"3\"]",
        "[/caption]",
        "[youtube a.B...c]",
        "[ma_galerie]",
        "[code]a.B \"c\"...[/code]",
        ":smile:",
        ":+1:",
        "[[Page liée]]",
        "[^1]",
    ] {
        closes(code);
    }
    for prose in [
        "[le maire]",
        "[sic]",
        "Il dit : [traduction : \"oui\"]",
        "à 12:30:45",
        "{ouvert",
        "a:b:c d",
    ] {
        let found = closed(prose);
        assert!(found.iter().all(|one| one == "[sic]"), "{prose}: {found:?}");
    }
}

#[test]
fn of_links_and_pictures_the_words_are_prose() {
    assert_eq!(
        closed("voir [le \"mot\"](http://a.b/c...d \"Un titre...\")."),
        ["[", "](http://a.b/c...d \"Un titre...\")"]
    );
    assert_eq!(
        closed("![un \"pont\"](a...b.jpg \"La légende...\") fin"),
        ["![", "](a...b.jpg \"", "\")"]
    );
    assert_eq!(
        closed("[ref]: http://a.b \"Titre...\"\n").concat(),
        "[ref]: http://a.b \"Titre...\"\n"
    );
    assert_eq!(closed("[^note]: Une \"note\"...").concat(), "[^note]:");
    closes("https://a.b/c...d?e=1");
    closes("www.exemple.fr/a--b");
    closes(&format!("https://a.b/{}", "c...d;".repeat(1_000).trim_end_matches(';')));
    let picture = format!("data:image/png;base64,{}", "A".repeat(9_000));
    assert!(
        closed(&format!("<img src=\"{picture}\" alt=\"un mot\">"))
            .concat()
            .contains(&picture)
    );
}

#[test]
fn the_heads_of_other_systems_are_closed() {
    for head in [
        "\n---\ntitle: \"a ; b\"\n---\n",
        "+++\nauthor = \"Jean d'Arc...\"\n+++\n",
        "{\n  \"title\": \"c'est...\"\n}\n",
        "---toml\na = \"b...\"\n---\n",
        "Title: c'est \"a\"\nAuthor: Jean d'Arc\n",
    ] {
        let text = format!("{head}\nUn mot.\n");
        let found = closed(&text).concat();
        assert!(found.trim_start().starts_with(head.trim()), "{head}: {found:?}");
        assert!(!found.contains("Un mot"), "{found:?}");
    }
}

#[test]
fn form_is_closed() {
    assert_eq!(closed("- un\n  - deux \"x\"\n1. trois\n"), ["- ", "  - ", "1. "]);
    assert_eq!(closed("> ## Titre {#ancre}\n"), ["> ## ", "{#ancre}"]);
    assert_eq!(closed("ligne  \nsuite\n"), ["  "]);
    assert_eq!(closed("| a | b |\n| --- | :-- |\n| c | d |\n").concat(), "| --- | :-- |\n");
    assert_eq!(closed("!!! note \"Titre...\"\n    Texte\n").concat(), "!!! note \"Titre...\"\n    ");
}

#[test]
fn a_hostile_text_is_read_in_time_that_grows_with_it() {
    for sign in [
        "<a ",
        "{{",
        "[",
        "[a ",
        "`",
        "<",
        "\\(",
        "![",
        ":a",
        "https://",
        "<!",
        "{% raw %}",
        "{% highlight x %}",
        "[code]",
        "<code>x ",
        "www.",
        "data:image/",
    ] {
        let text = sign.repeat(200_000 / sign.len());
        assert!(closed(&text).concat().len() <= text.len());
    }
}
