//! HTML in Markdown, element by element.

use crate::{is, read, told, written};

#[test]
fn words_keep_what_is_said_of_them() {
    is(
        "Un <b>mot</b> <i>de</i> <sup>2</sup> <sub>3</sub> <s>faux</s>.",
        "Un **mot** *de* [2]{superscript} [3]{subscript} [faux]{struck}.",
    );
    is("<strong>Le <em>pont</em></strong>", "**Le *pont***");
    is(
        "Voir <a href=\"https://a.example/\" title=\"t\" onclick=\"x()\">là</a>.",
        "Voir [là](https://a.example/ \"t\").",
    );
    is(
        "<abbr title=\"Société nationale\">SNCF</abbr>",
        "[SNCF]{abbreviation title=\"Société nationale\"}",
    );
    is("Il dit <q>oui</q>.", "Il dit «\u{a0}oui\u{a0}».");
    is(
        "<span lang=\"en\">due diligence</span> et <span style=\"color:red\">rouge</span>",
        "[due diligence]{lang=\"en\"} et rouge",
    );
    is("a<br>b<br/>c", "a\\\nb\\\nc");
    is("<kbd>Ctrl</kbd> <code>a  *b*</code>", "`Ctrl` [a  *b*]{code}");
    is("2 &lt; 3 &amp;amp; <b>&eacute;t&#233;</b>", "2 \\< 3 \\&amp; **été**");
    is(
        "**gras <i>et italique</i>** puis <b>gras *et italique*</b>",
        "**gras *et italique*** puis **gras *et italique***",
    );
    is("<del>vieux</del><ins>neuf</ins>", "[vieux]{struck}neuf");
}

#[test]
fn misnested_and_unclosed_elements_are_read_as_browsers_read_them() {
    is("<b>a <i>b</b> c</i> d", "**a *b***[ c]{emphasis} d");
    is("<b>a", "**a**");
    is("a</b>", "a");
    is("<div>\n<p>a\n<p>b\n</div>", "a\n\nb");
    is("<ul>\n<li>a\n<li>b\n</ul>", "- a\n- b");
}

#[test]
fn elements_that_stand_apart_are_blocks() {
    is("<p>Un</p>\n<p>Deux</p>", "Un\n\nDeux");
    is(
        "<div class=\"x\" style=\"y\"><section><h3 id=\"la-suite\">T</h3>texte</section></div>",
        "### T {#la-suite}\n\ntexte",
    );
    is("<hr>\n", "***");
    is(
        "<blockquote cite=\"https://a.example/\"><p>Oui.</p><footer>— Jeanne Auber</footer></blockquote>",
        ":::quotation speaker=\"Jeanne Auber\" source=\"https://a.example/\"\nOui.\n:::",
    );
    is(
        "<details><summary>Le détail</summary><p>Texte</p></details>",
        ":::box title=\"Le détail\"\nTexte\n:::",
    );
    is(
        "<ul><li>a<ul><li>b</li></ul></li><li><input type=\"checkbox\" checked> c</li></ul>",
        "- a\n  - b\n- [x] c",
    );
    is("<ol start=\"3\"><li>a</li></ol>", "3. a");
    is(
        "<pre><code class=\"language-rust\">let a = 1;\n  b &lt; c\n</code></pre>",
        "```rust\nlet a = 1;\n  b < c\n```",
    );
    is("<dl><dt>Mot</dt><dd>Sens</dd></dl>", "**Mot**\n\nSens");
}

#[test]
fn markdown_stands_inside_of_elements() {
    is("<div>\n\n**Un** mot\n\n</div>", "**Un** mot");
    is(
        "<details>\n<summary>Titre</summary>\n\n- a\n- b\n\n</details>\n\nAprès",
        ":::box title=\"Titre\"\n- a\n- b\n:::\n\nAprès",
    );
    is(
        "<blockquote>\n\nUn *mot*\n\n```\ncode\n```\n\n</blockquote>",
        "> Un *mot*\n>\n> ```\n> code\n> ```",
    );
    is("> <b>a</b>\n> <p>b</p>", "> **a**\n>\n> b");
    is("- <b>a</b>\n- <p>b</p>", "- **a**\n- b");
    is("## Un <em>mot</em>", "## Un *mot*");
    is(
        "| a | b |\n|---|---|\n| <b>c</b><br>d | e |",
        "| a | b |\n|---|---|\n| **c**[]{line-break}d | e |",
    );
    is(
        "<center>\n\n![a](a.jpg \"b\"){credit=\"c\"}\n\n</center>",
        "![a](a.jpg \"b\"){credit=\"c\"}",
    );
}

#[test]
fn tables_keep_their_heads_and_spans() {
    is(
        "<table><caption>Les chiffres</caption><thead><tr><th>A</th><th colspan=\"2\">B</th></tr></thead><tbody><tr><th>1</th><td>2</td><td>3</td></tr></tbody></table>",
        ":::table caption=\"Les chiffres\" columns=\"\"\n:::row\n:::cell\nA\n:::\n:::cell colspan=\"2\"\nB\n:::\n:::\n:::row\n:::cell scope=\"row\"\n1\n:::\n:::cell\n2\n:::\n:::cell\n3\n:::\n:::\n:::",
    );
    is(
        "<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n</table>",
        ":::table columns=\"\"\n:::row\n:::cell\na\n:::\n:::cell\nb\n:::\n:::\n:::",
    );
}

#[test]
fn pictures_frames_and_films_are_blocks() {
    let own = ":::image picture=\"a.jpg\" credit=\"Une photographe\" alt=\"Un pont\"\nLe *pont*\n:::";
    is(
        "<figure><img src=\"a.jpg\" alt=\"Un pont\"><figcaption>Le <em>pont</em> <cite class=\"credit\">Une photographe</cite></figcaption></figure>",
        own,
    );
    is(
        "<img src=\"a.jpg\" alt=\"Un pont\" title=\"Le pont\" credit=\"Une photographe\" onerror=\"x()\">",
        "![Un pont](a.jpg \"Le pont\"){credit=\"Une photographe\"}",
    );
    is(
        "avant <img src=\"a.jpg\" credit=\"c\"> après",
        "avant\n\n![](a.jpg){credit=\"c\"}\n\naprès",
    );
    is(
        "<a href=\"https://a.example/\"><img src=\"a.jpg\" credit=\"c\"></a>",
        "![](a.jpg){credit=\"c\" link=\"https://a.example/\"}",
    );
    is(
        "[![x](a.jpg){credit=\"c\"}](https://a.example/)",
        "![x](a.jpg){credit=\"c\" link=\"https://a.example/\"}",
    );
    is(
        "![a](a.jpg){credit=\"c\"}![b](b.jpg){credit=\"d\"}",
        "![a](a.jpg){credit=\"c\"}\n\n![b](b.jpg){credit=\"d\"}",
    );
    is(
        "<iframe width=\"560\" src=\"//www.youtube.com/embed/abc\" title=\"Un film\" allowfullscreen>repli</iframe>",
        ":::embed address=\"https://www.youtube.com/embed/abc\" title=\"Un film\"\n:::",
    );
    is(
        "<video controls poster=\"p.jpg\" title=\"t\" credit=\"c\"><source src=\"a.mp4\" type=\"video/mp4\">Votre navigateur…</video>",
        ":::video file=\"a.mp4\" title=\"t\" credit=\"c\" poster=\"p.jpg\"\n:::",
    );
    is("a <img src=\"https://t.example/p.gif\" width=\"1\" height=\"1\"> b", "a b");
}

#[test]
fn scripts_styles_and_comments_are_never_printed() {
    is("a\n\n<script>\nif (a < b) { alert('<b>') }\n\nx\n</script>\n\nb", "a\n\nb");
    is("<style>p { color: red }</style>\n\nb", "b");
    is("a <!-- rien --> b <script>alert(1)</script>", "a b");
    is("<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->", "a");
    is("<div><template><p>x</p></template><noscript>y</noscript>a</div>", "a");
}

#[test]
fn what_only_looks_like_markup_is_words() {
    is("<![CDATA[a > b]]> <!DOCTYPE html> c", "a > b c");
    assert_eq!(written("<!aa bb"), "\\<\\!aa bb");
    assert_eq!(written("<div>a <!bb <b>c</b> </ d></div>"), "a \\<\\!bb \\<b\\>c \\</ d\\>");
    assert_eq!(written("a < b et c > d, 3 <4"), "a \\< b et c \\> d, 3 \\<4");
}

#[test]
fn more_ends_the_teaser() {
    let (manuscript, told) = read("Un\n\nDeux\n\n<!--more-->\n\nTrois");
    assert_eq!((manuscript.teaser_ends_after, told.len()), (Some(2), 0));
    assert_eq!(read("Un <!-- more -->\n\nDeux").0.teaser_ends_after, Some(1));
    assert_eq!(read("Un\n\n<!-- moreover -->\n\nDeux").0.teaser_ends_after, None);
    assert_eq!(
        read("<p>Un</p>\n<!--more Lire la suite-->\n<p>Deux</p>").0.teaser_ends_after,
        Some(1)
    );
}

#[test]
fn what_has_no_block_is_told_at_its_line_and_its_words_stay() {
    let body = "Un\n\n<form action=\"/x\"><label>Nom</label><input name=\"a\"><button>Envoyer</button></form>\n\n<marquee>\n<foo>Deux</foo>\n</marquee>";
    assert_eq!(written(body), "Un\n\nNomEnvoyer\n\nDeux");
    let told = told(body);
    let places: Vec<(usize, &str)> = told.iter().map(|(line, said)| (*line, said.split('>').next().unwrap())).collect();
    assert_eq!(places, [(3, "`<form"), (5, "`<marquee")]);
    assert_eq!(crate::told("a\n<?php echo 1 ?>")[0].0, 2);
    assert_eq!(
        crate::told("Vec<String> et <nom>"),
        [(
            1,
            "`<string>` is nothing that the paper shows; its words stay, the rest of it does not".to_owned()
        ),]
    );
}

#[test]
fn a_headline_is_the_words_that_it_says() {
    let headed = |headline: &str| {
        let file = format!("---\nheadline: '{headline}'\nsocial_headline: '{headline}'\n---\n\nTexte.\n");
        let (manuscript, told) = manuscript::markdown::read_and_tell(&file, &crate::defaults()).unwrap();
        assert_eq!(manuscript.copy.social_headline.as_ref(), Some(&manuscript.copy.headline));
        let again = manuscript::markdown::read(&manuscript::markdown::write(&manuscript), &crate::defaults()).unwrap();
        assert_eq!(again.copy.headline, manuscript.copy.headline);
        assert_eq!(again.copy.headline_marks, manuscript.copy.headline_marks);
        (manuscript.copy.headline, told.len())
    };
    // Two texts of the head hold it, and each is told on its own line.
    for (written, words, told) in [
        (
            "Le <em>Titanic</em> &amp; co, &laquo;&nbsp;ici&nbsp;&raquo;",
            "Le Titanic & co, «\u{a0}ici\u{a0}»",
            0,
        ),
        ("R&D, AT&T : a < b, 3 <4", "R&D, AT&T : a < b, 3 <4", 0),
        ("Le pont<br>est <span lang=\"en\">closed</span> 🔥", "Le pont est closed 🔥", 0),
        ("Le pont <img src=\"a.jpg\"> <marquee>brûle</marquee>", "Le pont brûle", 4),
        ("&amp;amp; &lt;b&gt;", "&amp; <b>", 0),
    ] {
        assert_eq!(headed(written), (words.to_owned(), told), "{written}");
    }
}

#[test]
fn a_headline_keeps_its_stresses_and_its_languages() {
    let file = "# Le *Titanic* et le [brain drain]{lang=\"en\"}\n\nTexte.\n";
    let in_head = "---\nheadline: 'Le <i>Titanic</i> et le <span lang=\"en\">brain drain</span>'\n---\n\nTexte.\n";
    for file in [file, in_head] {
        let manuscript = manuscript::markdown::read(file, &crate::defaults()).unwrap();
        let marks: Vec<(u32, u32, Option<&str>)> = manuscript
            .copy
            .headline_marks
            .iter()
            .map(|mark| (mark.from, mark.to, mark.lang.as_ref().map(manuscript::language::Language::as_str)))
            .collect();
        assert_eq!(manuscript.copy.headline, "Le Titanic et le brain drain");
        assert_eq!(marks, [(3, 10, None), (17, 28, Some("en"))], "{file}");
        let written = manuscript::markdown::write(&manuscript);
        assert!(
            written.contains("headline: \"Le <em>Titanic</em> et le <span lang=\\\"en\\\">brain drain</span>\""),
            "{written}"
        );
    }
}

#[test]
fn what_a_head_holds_is_told_on_the_line_of_its_key() {
    let file = "---\nlanguage: fr\nsocial_headline: \"Le <marquee>pont</marquee>\"\nheadline: \"Le pont <img src='a.jpg'>\"\nstandfirst: \"Un <foo>mot</foo>\"\n---\n\nUn <bar>mot</bar>.\n";
    let (_, told) = manuscript::markdown::read_and_tell(file, &crate::defaults()).unwrap();
    assert_eq!(told.iter().map(|told| told.line).collect::<Vec<_>>(), [3, 4, 5, 8]);
}
