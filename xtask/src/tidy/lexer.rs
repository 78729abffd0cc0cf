//! Parts Rust source into code, comments and text, byte for byte at the same place.
//! It knows as much of the grammar as that takes: no more, and no less.

/// The same source three times, each with all but its own part blanked out.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) code: String,
    pub(super) comments: String,
    /// Strings and characters, quotation marks included.
    pub(super) texts: String,
}

/// A word, a number or one sign of code, with its line from 1.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) line: usize,
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Kind {
    Code,
    Comment,
    Text,
}

/// Takes source apart. What is not Rust still comes out whole, if in the wrong part.
pub(super) fn sheets(source: &str) -> Sheets {
    let mut sheets = Sheets::default();
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = next_part(rest);
        let (part, after) = rest.split_at(length);
        put(&mut sheets.code, part, kind == Kind::Code);
        put(&mut sheets.comments, part, kind == Kind::Comment);
        put(&mut sheets.texts, part, kind == Kind::Text);
        rest = after;
    }
    sheets
}

/// The words and signs of a sheet of code.
pub(super) fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            let (text, after) = rest.split_at(token_length(rest));
            tokens.push(Token { text, line: number + 1 });
            rest = after.trim_start();
        }
    }
    tokens
}

/// The lines from 1 on which these signs follow each other.
pub(super) fn lines_of(tokens: &[Token<'_>], signs: &[&str]) -> Vec<usize> {
    let windows = tokens.windows(signs.len());
    let matching = windows.filter(|window| window.iter().zip(signs).all(|(token, sign)| token.text == *sign));
    matching.filter_map(|window| window.first()).map(|token| token.line).collect()
}

fn put(sheet: &mut String, part: &str, own: bool) {
    if own {
        sheet.push_str(part);
    } else {
        sheet.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
    }
}

fn next_part(rest: &str) -> (Kind, usize) {
    if rest.starts_with("//") {
        (Kind::Comment, rest.find('\n').unwrap_or(rest.len()))
    } else if rest.starts_with("/*") {
        (Kind::Comment, block_comment(rest))
    } else if let Some(length) = raw_text(rest) {
        (Kind::Text, length)
    } else if rest.starts_with('"') {
        (Kind::Text, quoted(rest, '"'))
    } else if let Some(length) = character(rest) {
        (Kind::Text, length)
    } else {
        (Kind::Code, word_length(rest).max(first_char_length(rest)))
    }
}

/// Block comments nest.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest[at..];
        if here.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += first_char_length(here);
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#` and their byte and C kin; `r#type` is a word and no text.
fn raw_text(rest: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r"].into_iter().find(|prefix| rest.starts_with(prefix))?;
    let after = &rest[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    let inside = after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let open = prefix.len() + hashes + 1;
    Some(inside.find(&close).map_or(rest.len(), |at| open + at + close.len()))
}

/// From the opening sign to the closing one, past whatever is escaped.
fn quoted(rest: &str, sign: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == sign => return at + letter.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// `'x'` and `'\n'` are text, `'x` alone is a lifetime.
fn character(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return Some(quoted(rest, '\''));
    }
    let first = inside.chars().next()?.len_utf8();
    inside[first..].starts_with('\'').then_some(first + 2)
}

fn token_length(rest: &str) -> usize {
    if rest.starts_with("->") || rest.starts_with("=>") {
        return 2;
    }
    word_length(rest).max(first_char_length(rest))
}

fn word_length(rest: &str) -> usize {
    rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))
        .unwrap_or(rest.len())
}

fn first_char_length(rest: &str) -> usize {
    rest.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(source: &str) -> String {
        let sheets = sheets(source);
        assert_eq!(sheets.code.len(), source.len());
        assert_eq!(sheets.texts.matches('\n').count(), source.matches('\n').count());
        sheets.code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn text_and_comments_are_not_code() {
        assert_eq!(code("a(\"b // c\"); // d\n/* e /* f */ g */ h"), "a( ); h");
        assert_eq!(code("a \"b \\\" c\" d"), "a d");
        assert_eq!(code("a \"b\nc\" d"), "a d");
    }

    #[test]
    fn raw_text_ends_at_its_own_hashes() {
        assert_eq!(code("a r#\"b \" c\"# d br\"\\\" e"), "a d e");
        assert_eq!(code("r#type r"), "r#type r");
        assert_eq!(code("for\"x\""), "for");
    }

    #[test]
    fn a_lifetime_is_code_and_a_character_is_not() {
        assert_eq!(code("&'a str, '{', '\\'', '\\u{1F600}', 'é', b'}'"), "&'a str, , , , , b");
    }

    #[test]
    fn each_part_keeps_its_place() {
        let sheets = sheets("x = \"é\"; // ö");
        assert_eq!(&sheets.texts[4..8], "\"é\"");
        assert_eq!(sheets.comments.trim(), "// ö");
    }

    #[test]
    fn what_never_ends_still_ends() {
        for source in ["\"a", "/* a", "r#\"a", "'\\", "'", "a 'é"] {
            assert_eq!(sheets(source).code.len(), source.len(), "{source}");
        }
    }

    #[test]
    fn tokens_know_their_line() {
        let tokens = tokens("fn a()\n -> B<'c> {}");
        let texts: Vec<_> = tokens.iter().map(|token| token.text).collect();
        assert_eq!(texts, ["fn", "a", "(", ")", "->", "B", "<", "'", "c", ">", "{", "}"]);
        assert_eq!(tokens[5].line, 2);
        assert_eq!(lines_of(&tokens, &["-", ">"]), []);
        assert_eq!(lines_of(&tokens, &["->", "B"]), [2]);
    }
}
