//! What is written for another program, mathematics and the codes of other systems: where it may begin, and where it ends.

/// The length of the mathematics with which a text begins: between dollar signs, or as TeX brackets it. A price is none.
pub(super) fn mathematics(text: &str) -> Option<usize> {
    let (opening, closing) = [("$$", "$$"), ("\\(", "\\)"), ("\\[", "\\]"), ("$", "$")]
        .into_iter()
        .find(|(opening, _)| text.starts_with(opening))?;
    let inside = &text[opening.len()..];
    let end = inside.find(closing)?;
    let words = &inside[..end];
    let is_one = match opening {
        "$$" => !words.trim().is_empty(),
        // Somebody who writes of money has a space or a digit there.
        "$" => {
            let fits = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
            let behind = inside[end + 1..].chars().next();
            fits && !words.contains('\n') && !behind.is_some_and(|sign| sign.is_ascii_digit()) && has_signs(words)
        }
        _ => has_command(words),
    };
    (is_one && !words.contains("\n\n")).then_some(opening.len() + end + closing.len())
}

/// A word of TeX, as in `\\alpha`. A backslash before a sign is Markdown's.
fn has_command(words: &str) -> bool {
    let bytes = words.as_bytes();
    let is_one = |(at, pair): (usize, &[u8])| pair[0] == b'\\' && pair[1].is_ascii_alphabetic() && (at == 0 || bytes[at - 1] != b'\\');
    bytes.windows(2).enumerate().any(is_one)
}

fn has_signs(words: &str) -> bool {
    words.contains(['\\', '^', '_', '=', '{', '+', '<', '>'])
}

/// The length of a code in braces: `{{< … >}}`, `{% … %}`, `{{ … }}`, `{: … }`.
pub(super) fn in_braces(text: &str) -> Option<usize> {
    let (opening, closing) = [
        ("{{<", ">}}"),
        ("{{%", "%}}"),
        ("{{", "}}"),
        ("{%", "%}"),
        ("{#", "#}"),
        ("{:", "}"),
    ]
    .into_iter()
    .find(|(opening, _)| text.starts_with(opening))?;
    let end = text[opening.len()..].find(closing)?;
    let code = &text[..opening.len() + end + closing.len()];
    (!code.contains('\n')).then_some(code.len())
}

/// How many bytes it is to the next letter that may be a sign or begin an address.
pub(super) fn words_before_a_sign(text: &str) -> usize {
    let bytes = text.as_bytes();
    let may_be_one = |(at, byte): (usize, &u8)| match byte {
        b'<' | b'[' | b']' | b'{' | b'$' | b'@' => true,
        b'h' | b'H' => bytes.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b't')),
        b'w' | b'W' => bytes.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case(&b'w')),
        _ => false,
    };
    bytes
        .iter()
        .enumerate()
        .position(|(at, byte)| may_be_one((at, byte)))
        .unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{in_braces, mathematics};

    #[test]
    fn mathematics_is_told_from_money() {
        for (text, found) in [
            ("$a_1 + b$ x", Some(9)),
            ("$$\nx\n$$ y", Some(7)),
            ("\\(\\pi^2\\) y", Some(9)),
            ("\\(x^2\\) y", None),
            ("\\[a\\\\b\\]", None),
            ("$\\alpha$", Some(8)),
            ("$5 et 10$ x", None),
            ("$5 and $10", None),
            ("$ a = b$", None),
            ("$a$", None),
            ("$a = b", None),
            ("\\[lien\\]", None),
        ] {
            assert_eq!(mathematics(text), found, "{text}");
        }
    }

    #[test]
    fn codes_end_where_their_braces_close() {
        for (text, found) in [
            ("{{< youtube a >}} b", Some(17)),
            ("{% include a.html %}", Some(20)),
            ("{{ site.title }}.", Some(16)),
            ("{: .note}", Some(9)),
            ("{figure}", None),
            ("{{ a", None),
            ("{{ a\nb }}", None),
        ] {
            assert_eq!(in_braces(text), found, "{text}");
        }
    }
}
