//! HTML comments: what somebody writes beside a text, and no reader sees (HTML Living Standard, section 13.1.6).

use std::ops::Range;

const OPENS: &str = "<!--";
const CLOSES: &str = "-->";

/// The comments of a stretch of HTML, or the offset of one that does not end.
pub(super) fn of(html: &str) -> Result<Vec<Range<usize>>, usize> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = html[from..].find(OPENS).map(|at| from + at) {
        let end = end_of(&html[at..]).ok_or(at)?;
        found.push(at..at + end);
        from = at + end;
    }
    Ok(found)
}

/// The length of the comment with which a text begins; nothing if it does not end.
fn end_of(text: &str) -> Option<usize> {
    // `<!-->` and `<!--->` are whole.
    let inside = ["<!-->", "<!--->"].into_iter().find(|whole| text.starts_with(whole));
    inside.map(str::len).or_else(|| {
        let closing = text[OPENS.len()..].find(CLOSES)?;
        Some(OPENS.len() + closing + CLOSES.len())
    })
}

/// Whether a stretch of HTML is a comment and nothing else.
pub(super) fn is_one(html: &str) -> bool {
    html.starts_with(OPENS) && end_of(html) == Some(html.len())
}

/// Whether a comment says where the part ends that everybody may read: `<!--more-->`, as most systems write it.
pub(super) fn is_more(comment: &str) -> bool {
    let inside = comment.strip_prefix(OPENS).and_then(|inside| inside.strip_suffix(CLOSES));
    inside.is_some_and(|inside| {
        let word = inside.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        word.eq_ignore_ascii_case("more")
    })
}

/// Whether a line begins a comment that does not end on it.
pub(super) fn begins_on(line: &str) -> bool {
    line.starts_with(OPENS) && end_of(line).is_none()
}

/// Whether a comment ends on a line.
pub(super) fn ends_on(line: &str) -> bool {
    line.contains(CLOSES)
}

/// Whether a text holds a whole comment.
pub(crate) fn is_in(text: &str) -> bool {
    text.find(OPENS).is_some_and(|at| end_of(&text[at..]).is_some())
}

/// A text of the front matter without comments; one that does not end is text.
pub(crate) fn without(text: &mut String) {
    while let Ok(comments) = of(text) {
        if comments.is_empty() {
            return;
        }
        for comment in comments.into_iter().rev() {
            text.replace_range(comment, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_one, of, without};

    #[test]
    fn comments_are_found_whole() {
        assert_eq!(of("a <!-- b --> c <!--d-->"), Ok(vec![2..12, 15..23]));
        assert_eq!(of("<!--> a <!--->"), Ok(vec![0..5, 8..14]));
        assert_eq!(of("<!-- a\n\n-- > b --><!---->"), Ok(vec![0..18, 18..25]));
        assert_eq!(of("é <!-- a"), Err(3));
        assert!(is_one("<!-- a -->") && !is_one("<!-- a --> b") && !is_one("<b>"));
    }

    #[test]
    fn a_text_loses_its_comments_and_nothing_else() {
        let mut text = "Le pont<!-- vérifier --> est fermé".to_owned();
        without(&mut text);
        assert_eq!(text, "Le pont est fermé");
        let mut nested = "a<!<!-- b -->-- c -->".to_owned();
        without(&mut nested);
        assert_eq!(nested, "a");
        let mut open = "a <!-- b".to_owned();
        without(&mut open);
        assert_eq!(open, "a <!-- b");
    }
}
