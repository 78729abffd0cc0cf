//! Nobody's HTML takes long, fills the memory or breaks the reading.

use std::fmt::Write as _;

use crate::{read, try_read};

/// A hundred kilobytes of it.
fn much(of: &str) -> String {
    of.repeat(100_000 / of.len())
}

/// What was made of it is not much larger than what there was.
fn is_bounded(body: &str) {
    // What is refused is refused at its place.
    let Ok((manuscript, _)) = try_read(body) else { return };
    let written = manuscript::markdown::write(&manuscript).len();
    assert!(written < 40 * body.len() + 10_000, "{written} of {}", body.len());
}

#[test]
fn much_of_anything_is_read() {
    for piece in [
        "<div>",
        "</div>",
        "<b>",
        "<b><p>x",
        "<a href=x>",
        "<table>",
        "<table><tr><td>",
        "<li>",
        "<ul><li>",
        "<font color=a>x<p>",
        "<iframe>",
        "<script>",
        "</script>",
        "<x>",
        "</x>",
        "<x></y>",
        "<!-->",
        "<!--",
        "&amp;",
        "&",
        "<",
        "<a",
        "<a href='",
        "</",
        "<![CDATA[",
        "<?",
        "<p/>",
        "<svg><desc>",
        "<select>",
        "<template>",
        "<textarea>",
        "<pre>\n",
        "<h1>",
        "<img src=a credit=c>",
        "<input type=checkbox>",
        "<blockquote>",
        "<details><summary>",
        "<figure><figcaption>",
        "<caption>",
        "<col>",
        "<nobr>x",
        "<button>",
        "<form>",
        "<option>",
        "<math><mi>",
        "<frameset>",
        "<body a=b>",
        "<plaintext>",
        "\u{0}<b>",
    ] {
        let piece = piece.replace('\u{0}', "\u{fffd}");
        is_bounded(&format!("<div>{}", much(&piece)));
        is_bounded(&much(&piece).replace('\n', " "));
    }
}

#[test]
fn elements_stand_in_each_other_ten_thousand_deep() {
    for (opening, closing) in [
        ("<div>", "</div>"),
        ("<b>", "</b>"),
        ("<blockquote>", "</blockquote>"),
        ("<ul><li>", "</li></ul>"),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<details>", "</details>"),
    ] {
        let body = format!("<div>{}mot{}</div>", opening.repeat(10_000), closing.repeat(10_000));
        let (manuscript, _) = read(&body);
        assert!(manuscript::markdown::write(&manuscript).contains("mot"), "{opening}");
    }
}

#[test]
fn a_storm_of_attributes_and_references_is_read() {
    let mut tag = String::from("<div ");
    for number in 0..50_000 {
        let _ = write!(tag, "a{number}=\"&lt;{number}\" ");
    }
    is_bounded(&format!("{tag}>mot</div>"));
    is_bounded(&format!("<p>{}", much("&CounterClockwiseContourIntegral;&#x110000;&#0;&notin")));
}
