//! Markdown as people write it, and what they write for other systems.

use crate::{is, read, told, written};

#[test]
fn bare_addresses_are_links() {
    is(
        "Voir https://a.example/b_c?d=e&f, puis (http://b.example).",
        "Voir [https://a.example/b_c?d=e\\&f](<https://a.example/b_c?d=e&f>), puis ([http://b.example](http://b.example)).",
    );
    is(
        "www.a.example et jean.dupont@a.example.",
        "[www.a.example](http://www.a.example) et [jean.dupont@a.example](mailto:jean.dupont@a.example).",
    );
    is(
        "<jean@a.example> et <https://a.example>",
        "[jean@a.example](mailto:jean@a.example) et [https://a.example](https://a.example)",
    );
    is(
        "[https://a.example](https://b.example) `https://c.example`",
        "[[https://a.example]{link href=\"https://b.example\"}]{link href=\"https://b.example\"} `https://c.example`",
    );
    is(
        "[a](//b.example/c) ![d](//b.example/e.jpg){credit=\"f\" link=\"//b.example/g\"}",
        "[a](https://b.example/c)\n\n![d](//b.example/e.jpg){credit=\"f\" link=\"https://b.example/g\"}",
    );
    assert_eq!(
        written("https\\://a.example, www\\.b.example, c\\@d.example"),
        "https\\://a.example, www\\.b.example, c\\@d.example"
    );
    assert_eq!(written("Voir https://a.example/b."), "Voir <https://a.example/b>.");
}

#[test]
fn codes_of_other_systems_are_blocks_or_told() {
    is(
        "{{< youtube abc_d_e >}}",
        ":::embed address=\"https://www.youtube.com/watch?v=abc_d_e\" title=\"youtube.com\"\n:::",
    );
    is(
        "Avant {{<vimeo 123>}} après",
        "Avant\n\n:::embed address=\"https://vimeo.com/123\" title=\"vimeo.com\"\n:::\n\naprès",
    );
    is(
        "{{< figure src=\"a.jpg\" alt=\"b\" caption=\"c\" attr=\"d\" >}}",
        "![b](a.jpg \"c\"){credit=\"d\"}",
    );
    is(
        "{% highlight ruby %}\n:::box\n\n*a* <b>\n{% endhighlight %}\n\nb",
        "```ruby\n:::box\n\n*a* <b>\n```\n\nb",
    );
    let body = "Un {{ site.title }} et *{% include a_b.html %}*.\n\n{{< tweet 123 >}}\n{: .note}";
    let places: Vec<(usize, bool)> = told(body)
        .into_iter()
        .map(|(line, said)| (line, said.contains("code of another system")))
        .collect();
    assert_eq!(places, [(1, true), (1, true), (3, true), (4, true)]);
    assert!(
        read(body).0.copy.body[0]
            .words()
            .contains("{{ site.title }} et {% include a_b.html %}.")
    );
}

#[test]
fn mathematics_stand_as_they_are_and_are_told() {
    let body = "Soit $a_1 * b_2 * c$ et \\(\\pi^2\\).\n\n$$\n\\sum_{i} *i*\n$$\n\nCela coûte $5 ou 10$, pas \\[a\\].";
    assert_eq!(told(body).iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 3]);
    let words: Vec<String> = read(body).0.copy.body.iter().map(manuscript::Block::words).collect();
    assert_eq!(
        words,
        [
            "Soit $a_1 * b_2 * c$ et \\(\\pi^2\\).",
            "$$ \\sum_{i} *i* $$",
            "Cela coûte $5 ou 10$, pas [a]."
        ]
    );
}

#[test]
fn containers_of_other_systems_are_boxes_and_told() {
    for (body, own) in [
        ("> [!NOTE]\n> Un *mot*", ":::box\nUn *mot*\n:::"),
        ("::: tip Titre\nUn\n:::", ":::box title=\"Titre\"\nUn\n:::"),
        (":::warning\nUn\n\n- deux\n:::", ":::box\nUn\n\n- deux\n:::"),
        (":::tip[Titre]\nUn\n:::", ":::box title=\"Titre\"\nUn\n:::"),
        ("::: {.note}\nUn\n:::", ":::box\nUn\n:::"),
    ] {
        let (line, said) = &told(body)[0];
        assert!(*line == 1 && said.contains("is shown as a box"), "{said}");
        assert_eq!(written(body), written(own), "{body}");
    }
    is("::: box title=\"Titre\"\nUn\n:::", ":::box title=\"Titre\"\nUn\n:::");
    assert_eq!(told("a\n\n!!! note \"Titre\"\n    b")[0].0, 3);
}

#[test]
fn lines_may_end_and_letters_be_made_as_anybody_likes() {
    is(
        "Un\r\nmot e\u{301}te\u{301}\r\n\r\n| a |\r\n|---|\r\n| b |\r\n",
        "Un mot été\n\n| a |\n|---|\n| b |",
    );
    is(
        "Une ligne  \nbrisée\nici [a][b].\n\n[b]: https://c.example 'd'",
        "Une ligne\\\nbrisée ici [a](https://c.example \"d\").",
    );
}
