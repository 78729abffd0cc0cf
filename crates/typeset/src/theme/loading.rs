//! What a style sheet would fetch from other sites.

use super::address::is_remote;
use super::css::{Sort, Token, tokens};
use super::fault::{At, Fault, line_at};

/// Everything that a style sheet would load from strangers.
pub(super) fn in_sheet(sheet: &str) -> Vec<At> {
    strangers(&tokens(sheet)).map(|(at, fault)| (line_at(sheet, at), fault)).collect()
}

/// The addresses of other sites in the value of a presentation attribute.
pub(super) fn in_value(value: &str) -> Vec<Fault> {
    let tokens = tokens(value);
    let addressed = tokens.iter().filter_map(|token| match &token.sort {
        Sort::Url(address) => Some(address),
        Sort::Text(address) if value.contains('(') => Some(address),
        _ => None,
    });
    let remote = addressed.filter(|address| is_remote(address));
    remote.map(|address| Fault::Stranger(address.clone())).collect()
}

/// Where in a sheet a token stands, as far as it matters for what browsers fetch.
#[derive(Default)]
struct Place {
    /// Brackets that are open: `[`, `{`, `(` also for functions.
    open: Vec<char>,
    /// The at-rule whose head is being read.
    rule: Option<String>,
    /// The declaration whose value is being read.
    property: Option<String>,
    /// Whether nothing but spaces was read since the last `{`, `}` or `;`.
    is_fresh: bool,
    first: Option<String>,
}

impl Place {
    fn step(&mut self, sort: &Sort) {
        match sort {
            Sort::AtWord(name) => self.rule = Some(name.to_ascii_lowercase()),
            Sort::Function(_) => self.open.push('('),
            Sort::Open(bracket) => {
                self.open.push(*bracket);
                if *bracket == '{' {
                    self.begin();
                }
            }
            Sort::Close(bracket) => {
                self.open.pop();
                if *bracket == '}' {
                    self.begin();
                }
            }
            Sort::Sign(';') => self.begin(),
            Sort::Sign(':') if self.property.is_none() => self.property = self.first.take(),
            Sort::Word(name) if self.is_fresh => self.first = Some(name.clone()),
            _ => {}
        }
        self.is_fresh &= matches!(sort, Sort::Space | Sort::Sign(';') | Sort::Open('{') | Sort::Close('}'));
    }

    fn begin(&mut self) {
        (self.rule, self.property, self.first, self.is_fresh) = (None, None, None, true);
    }

    /// Whether browsers may fetch a text that stands here: inside of a function (`image-set("…")`), or in a custom
    /// property, which may stand in one. A bare text is printed, and one in `[…]` chooses elements.
    fn is_fetched(&self, sort: &Sort) -> bool {
        let is_custom = self.property.as_ref().is_some_and(|name| name.starts_with("--"));
        match (self.rule.as_deref(), self.open.last()) {
            (Some("namespace" | "charset"), _) | (_, Some('[')) => false,
            (_, inner) => matches!(sort, Sort::Url(_)) || is_custom || inner == Some(&'('),
        }
    }
}

fn strangers(tokens: &[Token]) -> impl Iterator<Item = (usize, Fault)> + '_ {
    let mut place = Place {
        is_fresh: true,
        ..Place::default()
    };
    tokens.iter().filter_map(move |token| {
        let found = match &token.sort {
            Sort::Url(address) | Sort::Text(address) if place.rule.as_deref() == Some("import") => Some(Fault::Import(address.clone())),
            Sort::Url(address) | Sort::Text(address) if is_remote(address) && place.is_fetched(&token.sort) => {
                Some(Fault::Stranger(address.clone()))
            }
            _ => None,
        };
        place.step(&token.sort);
        Some((token.at, found?))
    })
}

#[cfg(test)]
mod tests {
    use super::in_sheet;

    #[test]
    fn whatever_would_be_fetched_from_another_site_is_shown_with_its_line() {
        for sheet in [
            "@import '//a.b/c.css';",
            "@IMPORT url(https://a.b/c.css) screen;",
            "@\\69mport \"/own.css\";",
            "a { background: url(//a.b/c) }",
            "a { background: URL( 'https://a.b/c' ) }",
            "a { background: u\\72l(\"\\68ttps://a.b/c\") }",
            "a { background: image-set(\"https://a.b/c\" 1x) }",
            "a { background: -webkit-image-set(url(//a.b/c) 1x) }",
            "a { background: src(\"https://a.b/c\") }",
            "a { --x: 'https://a.b/c'; background: image-set(var(--x)) }",
            "@font-face { src: local('x'), url(\\\\\\\\a.b/c) }",
            "@media print { li { list-style: url(//a.b/c) } }",
            "a { content: url(//a.b/c) }",
            "a { cursor: url(//a.b/c), auto }",
        ] {
            let found = in_sheet(&format!("b {{}}\n{sheet}"));
            assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2], "{sheet}: {found:?}");
        }
    }

    #[test]
    fn what_is_chosen_printed_or_our_own_is_not_fetched() {
        for sheet in [
            "@namespace svg url(http://www.w3.org/2000/svg);",
            "a[href^='https://']::after { content: ' https://' }",
            ":is(a[href^=\"http://\"]) { color: red }",
            "/* url(//a.b/c) */ a { background: url('data:image/png;base64,//8=') }",
            "a { background: url(/assets/x.svg); mask: url(#m) }",
            "a { quotes: '//' '//' }",
        ] {
            assert_eq!(in_sheet(sheet), [], "{sheet}");
        }
        assert_eq!(in_sheet(include_str!("../../../../web/css/filet.css")), []);
    }
}
