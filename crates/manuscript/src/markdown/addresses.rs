//! Addresses that stand in a text as they are (GitHub Flavored Markdown, section 6.9): what of a text is one.

/// The length of the address with which a text begins, and where it leads.
pub(super) fn at_the_beginning_of(text: &str) -> Option<(usize, String)> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| starts_with(text, scheme));
    let domain = match scheme {
        Some(scheme) => &text[scheme.len()..],
        None if starts_with(text, "www.") => text,
        None => return None,
    };
    if !is_domain(domain) {
        return None;
    }
    let whole = text
        .split(|sign: char| sign.is_whitespace() || matches!(sign, '<' | '\\'))
        .next()
        .unwrap_or_default();
    // A letter that is written by its number ends an address; `&amp;` is a sign of it.
    let whole = whole.split("&#").next().unwrap_or_default();
    let length = without_what_follows(whole);
    let leads_to = match scheme {
        Some(_) => text[..length].replace("&amp;", "&"),
        None => format!("http://{}", text[..length].replace("&amp;", "&")),
    };
    Some((length, leads_to))
}

/// The longest names that mail takes (RFC 5321, section 4.5.3.1), in bytes.
const LONGEST_NAME: usize = 64;
const LONGEST_DOMAIN: usize = 255;

/// The address of a letter box around the `@` at a byte of a text: where it begins and ends.
pub(crate) fn mail_around(text: &str, at: usize) -> Option<(usize, usize)> {
    let is_local = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_' | '+');
    let begins = at
        - text[..at]
            .chars()
            .rev()
            .take(LONGEST_NAME)
            .take_while(|sign| is_local(*sign))
            .count();
    let is_of_domain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let behind = &text[at + 1..];
    let domain = &behind[..behind.chars().take(LONGEST_DOMAIN).take_while(|sign| is_of_domain(*sign)).count()];
    let domain = domain.trim_end_matches('.');
    let is_one = begins < at && domain.contains('.') && !domain.ends_with(['-', '_']) && domain.split('.').all(|label| !label.is_empty());
    let is_apart = !text[..begins].ends_with(|sign: char| sign.is_alphanumeric() || matches!(sign, '/' | ':' | '@'));
    (is_one && is_apart).then_some((begins, at + 1 + domain.len()))
}

/// Whether an address may begin behind these letters.
pub(super) fn may_begin_behind(before: &str) -> bool {
    before.chars().next_back().is_none_or(|sign| {
        sign.is_whitespace()
            || matches!(
                sign,
                '*' | '_' | '~' | '(' | '«' | '"' | '“' | '\u{2019}' | '\'' | ':' | ',' | ';' | '>' | '|' | '[' | '—' | '–'
            )
    })
}

fn starts_with(text: &str, with: &str) -> bool {
    text.get(..with.len()).is_some_and(|found| found.eq_ignore_ascii_case(with))
}

/// Letters with a point among them, no underscore in the last two labels.
fn is_domain(text: &str) -> bool {
    let is_of_it = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let domain = text[..text.find(|sign| !is_of_it(sign)).unwrap_or(text.len())].trim_end_matches('.');
    let mut labels = domain.rsplit('.');
    let last: Vec<&str> = labels.by_ref().take(2).collect();
    last.len() == 2 && last.iter().all(|label| !label.is_empty() && !label.contains('_')) && domain.starts_with(char::is_alphanumeric)
}

/// Signs that end a sentence are none of the address, nor is a bracket that was opened before it.
fn without_what_follows(whole: &str) -> usize {
    let mut length = whole.len();
    while let Some(last) = whole[..length].chars().next_back() {
        let address = &whole[..length];
        if let Some(reference) = reference_at_the_end(address) {
            length -= reference;
            continue;
        }
        let goes = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '»' | '”' | '’' | '…' | ';' | ']' | '}' | '|' => true,
            ')' => address.matches(')').count() > address.matches('(').count(),
            _ => false,
        };
        if !goes {
            break;
        }
        length -= last.len_utf8();
    }
    length
}

/// The length of `&name;` with which a text ends.
fn reference_at_the_end(text: &str) -> Option<usize> {
    let inside = text.strip_suffix(';')?;
    let at = inside.rfind('&')?;
    let name = &inside[at + 1..];
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| text.len() - at)
}

#[cfg(test)]
mod tests {
    use super::{at_the_beginning_of, mail_around};

    #[test]
    fn an_address_ends_before_the_signs_of_the_sentence() {
        for (text, address) in [
            ("https://a.example/b?c=d&e=f. Et", "https://a.example/b?c=d&e=f"),
            ("https://a.example/b_(c)) et", "https://a.example/b_(c)"),
            ("http://a.example\u{a0}; x", "http://a.example"),
            ("http://a.example/b&copy; x", "http://a.example/b"),
            ("http://a.example/b&#124; x", "http://a.example/b"),
            ("HTTPS://A.example/é<b>", "HTTPS://A.example/é"),
        ] {
            let (length, leads_to) = at_the_beginning_of(text).unwrap();
            assert_eq!((&text[..length], leads_to.as_str()), (address, address));
        }
        assert_eq!(at_the_beginning_of("www.a.example, x"), Some((13, "http://www.a.example".into())));
        for none in [
            "https://",
            "https://a",
            "http://a_b.c_d/",
            "www.",
            "wwww.a.b",
            "ftp://a.b",
            "https://.",
        ] {
            assert_eq!(at_the_beginning_of(none), None, "{none}");
        }
    }

    #[test]
    fn a_letter_box_is_known_by_its_house() {
        let found = |text: &str| mail_around(text, text.find('@').unwrap()).map(|(from, to)| text[from..to].to_owned());
        assert_eq!(found("à jean.dupont+x@a-b.example.").as_deref(), Some("jean.dupont+x@a-b.example"));
        for none in ["a@b", "@a.example", "a@b.", "a@b.c-", "https://x.example/@a.b", "é a @b.c"] {
            assert_eq!(found(none), None, "{none}");
        }
    }
}
