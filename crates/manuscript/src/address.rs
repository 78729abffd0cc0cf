//! Addresses: paths of the paper's own site, made from words, checked before they are kept.

use jiff::civil::Date;

use crate::refusal::Phrase;
use crate::reserved;

/// Longest path that is made or accepted, in bytes.
pub const LONGEST: usize = 400;

crate::refusals! {
    /// Why a path cannot be an address.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum AddressRefused [] {
        NotAPath(path: String) at "path":
            "`{path}` is no address: it begins with one `/`, as in `/2026/11/22/pont-de-vaux`"
            / "« {path} » n’est pas une adresse : elle commence par un `/`, comme `/2026/11/22/pont-de-vaux`",
        Unfit(path: String) at "path":
            "`{path}` holds a space, a control character, `?`, `#`, `%` or a backslash; write letters, digits, hyphens and `/`"
            / "« {path} » contient une espace, un caractère de contrôle, `?`, `#`, `%` ou une barre inversée ; écrivez des lettres, des chiffres, des traits d’union et `/`",
        TooLong at "path":
            "the address is longer than 400 characters"
            / "l’adresse a plus de 400 caractères",
        Reserved(path: String, keeper: Phrase) at "path":
            "`{path}` is kept for {keeper}; choose another address"
            / "« {path} » est réservée {keeper:#} ; choisissez une autre adresse",
    }
}

/// Checks a path that somebody wrote: imported addresses keep every character that they had. Other reserved words than the
/// site's oldest are the acts' to refuse: a paper that has one keeps it.
pub fn checked(path: &str) -> Result<String, AddressRefused> {
    let path = crate::settled::nfc(path.trim());
    if !path.starts_with('/') || path.starts_with("//") || path == "/" {
        return Err(AddressRefused::NotAPath(path));
    }
    if path.len() > LONGEST {
        return Err(AddressRefused::TooLong);
    }
    let unfit = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '?' | '#' | '%' | '\\' | '<' | '>' | '"');
    if path.chars().any(unfit) || path.split('/').any(|part| part == "." || part == "..") {
        return Err(AddressRefused::Unfit(path));
    }
    match reserved::of_the_site(reserved::first_word(&path)) {
        Some(keeper) => Err(AddressRefused::Reserved(path, keeper.said())),
        None => Ok(path),
    }
}

/// Percent-decoding into UTF-8, NFC, without control characters and signs that no address holds: a decoded `?` would be
/// taken for the page number in the cache's keys. Nothing where two digits do not follow a `%`.
pub fn decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return (!path.contains('#')).then(|| path.to_owned());
    }
    // What is no sequence keeps its `%`, and is refused with it.
    let text = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    (!text.chars().any(|c| c.is_control() || matches!(c, '?' | '#' | '%'))).then(|| crate::settled::nfc(&text))
}

/// The day whose archive stands at a path: `/2026/11/22`, a day that exists.
pub fn day_in(path: &str) -> Option<Date> {
    let mut parts = path.strip_prefix('/')?.split('/');
    let [year, month, day] = [parts.next()?, parts.next()?, parts.next()?];
    let is_of = |part: &str, digits: usize| part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_shaped = is_of(year, 4) && is_of(month, 2) && is_of(day, 2) && parts.next().is_none();
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    if is_shaped { date() } else { None }
}

/// Where the archive of a day stands.
pub fn of_day(day: Date) -> String {
    format!("/{:04}/{:02}/{:02}", day.year(), day.month(), day.day())
}

/// The words of a headline as they stand in an address: ASCII, lower case, hyphens, at most twelve words.
pub fn slug(text: &str) -> String {
    // A picture has a name in English, and none in an address.
    let letters: String = text.chars().map(|sign| if is_pictograph(sign) { ' ' } else { sign }).collect();
    let plain = deunicode::deunicode(&letters).to_ascii_lowercase();
    let words = plain
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(12)
        .collect::<Vec<_>>()
        .join("-");
    let cut = words
        .get(..90)
        .map_or(words.as_str(), |start| start.rsplit_once('-').map_or(start, |(whole, _)| whole));
    if cut.is_empty() { "article".into() } else { cut.to_owned() }
}

/// Emoji, and what joins or colours them (Unicode Technical Standard 51).
const fn is_pictograph(sign: char) -> bool {
    matches!(
        sign,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2300}'..='\u{23ff}' | '\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}'
    )
}

/// Whether two names are one, written in another hand: spaces, hyphens, quotation marks and capitals tell nothing, accents
/// and signs do. A name in capitals alone may have been written without its accents.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let (told, other_told) = (telling(one), telling(other));
    let without_accents = |name: &str, told: &str| {
        let is_in_capitals = name.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !name.chars().any(char::is_lowercase);
        is_in_capitals && told.is_ascii()
    };
    if without_accents(one, &told) || without_accents(other, &other_told) {
        return deunicode::deunicode(&told) == deunicode::deunicode(&other_told);
    }
    told == other_told
}

/// The letters and signs of a name that tell it from others.
fn telling(name: &str) -> String {
    let lower = crate::settled::nfc(name).to_lowercase().replace('œ', "oe").replace('æ', "ae");
    let tells = |sign: &char| sign.is_alphanumeric() || matches!(sign, '+' | '#' | '@' | '*' | '%' | '€' | '$' | '=' | '<' | '>');
    lower.chars().filter(tells).collect()
}

/// The default address of an article: the day of its first publication in the paper's zone, then its slug.
pub fn of_article(pattern: &str, day: jiff::civil::Date, headline: &str) -> String {
    pattern
        .replace("{year}", &format!("{:04}", day.year()))
        .replace("{month}", &format!("{:02}", day.month()))
        .replace("{day}", &format!("{:02}", day.day()))
        .replace("{slug}", &slug(headline))
}

/// The address to try after `path` was found taken: `-2`, then `-3`…
pub fn next(path: &str, turn: u32) -> String {
    format!("{path}-{turn}")
}

#[cfg(test)]
mod tests {
    use super::is_same_name;

    #[test]
    fn names_of_the_same_words_in_an_address_are_told_apart_by_accents_and_signs() {
        for (one, other) in [
            ("C", "C++"),
            ("C++", "C#"),
            ("C", "C#"),
            ("marche", "marché"),
            ("Marché", "marche"),
            ("peche", "pêche"),
        ] {
            assert!(!is_same_name(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("Climat", "climat"),
            ("Politique locale", "politique-locale"),
            ("Sous-marin", "sous marin"),
            ("L’eau", "l'eau"),
            ("ÉTAT", "État"),
            ("ETAT", "État"),
            ("cœur", "Coeur"),
            ("e\u{301}cole", "école"),
        ] {
            assert!(is_same_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn pictures_stand_in_no_address() {
        assert_eq!(super::slug("🔥 Le pont ❤️ brûle 👨‍👩‍👧 à 20 €"), "le-pont-brule-a-20-eur");
        assert_eq!(super::slug("🎉🎉"), "article");
    }
}
