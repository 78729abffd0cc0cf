//! A proof sheet as a reader would like it: places under carets, the mended copy behind an arrow.

/// One piece of a sheet, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Prose(String),
    Found(Vec<String>),
    Silent(Vec<String>),
}

/// What the signs of a sheet stand for, in English and in French.
const SIGNS: [(char, &str, &str); 4] = [
    ('⍽', "a no-break space (U+00A0)", "une espace insécable (U+00A0)"),
    ('⁀', "a narrow no-break space (U+202F)", "une espace fine insécable (U+202F)"),
    ('␣', "a space at the end of a line", "une espace en fin de ligne"),
    ('¬', "a soft hyphen (U+00AD)", "un trait d’union conditionnel (U+00AD)"),
];

/// Takes a sheet apart.
pub(crate) fn pieces(sheet: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut prose = String::new();
    let mut lines = sheet.lines();
    while let Some(line) = lines.next() {
        let case: Option<fn(Vec<String>) -> Piece> = match line.trim_end() {
            "```found" => Some(Piece::Found),
            "```silent" => Some(Piece::Silent),
            _ => None,
        };
        let Some(case) = case else {
            prose.push_str(line);
            prose.push('\n');
            continue;
        };
        close(&mut prose, &mut pieces);
        let inside = lines.by_ref().take_while(|line| line.trim_end() != "```");
        pieces.push(case(inside.map(|line| line.trim_end().to_owned()).collect()));
    }
    close(&mut prose, &mut pieces);
    pieces
}

fn close(prose: &mut String, pieces: &mut Vec<Piece>) {
    let words = prose.trim();
    if !words.is_empty() {
        pieces.push(Piece::Prose(words.to_owned()));
    }
    prose.clear();
}

/// The examples in Markdown, with the signs that stand in them said once.
pub(crate) fn examples(sheet: &str) -> String {
    let pieces = pieces(sheet);
    let shown: Vec<String> = pieces.iter().map(piece).collect();
    let used = SIGNS.iter().filter(|(sign, ..)| sheet.contains(*sign));
    let said: Vec<String> = used.map(|(sign, en, fr)| format!("- `{sign}` {en} · {fr}")).collect();
    let signs = match said.as_slice() {
        [] => String::new(),
        said => format!("In the examples · Dans les exemples :\n\n{}\n\n", said.join("\n")),
    };
    format!("{signs}{}", shown.join("\n"))
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Prose(words) => format!("{words}\n"),
        Piece::Found(lines) => case("Found · Relevé", lines),
        Piece::Silent(lines) => case("Silent · Silence", lines),
    }
}

fn case(label: &str, lines: &[String]) -> String {
    let house: String = lines
        .iter()
        .filter_map(|line| line.strip_prefix("house: "))
        .fold(String::new(), joined);
    let copy: Vec<String> = lines
        .iter()
        .filter(|line| !line.starts_with("house: "))
        .flat_map(|line| shown(line))
        .collect();
    let fence = "```";
    let house = if house.is_empty() {
        house
    } else {
        format!("With this house · Avec cette maison :\n\n{fence}toml\n{house}{fence}\n\n")
    };
    format!("{house}**{label}**\n\n{fence}text\n{}\n{fence}\n", copy.join("\n"))
}

fn joined(text: String, line: &str) -> String {
    text + line + "\n"
}

/// A line of copy, and the carets under its places; a mended line has an arrow.
fn shown(line: &str) -> Vec<String> {
    if let Some(mended) = line.strip_prefix("=>") {
        return vec![format!("→ {}", mended.trim_start())];
    }
    let (mut copy, mut carets) = (String::new(), String::new());
    let mut rest = line;
    while let Some((before, inside, after)) = place(rest) {
        copy.push_str(before);
        copy.push_str(inside);
        carets.push_str(&" ".repeat(width(before)));
        carets.push_str(&"^".repeat(width(inside).max(1)));
        rest = after;
    }
    copy.push_str(rest);
    if carets.is_empty() { vec![copy] } else { vec![copy, carets] }
}

fn place(line: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = line.split_once("[[")?;
    let (inside, after) = rest.split_once("]]")?;
    Some((before, inside, after))
}

/// How many columns a text takes: accents that stand alone and joiners take none.
fn width(text: &str) -> usize {
    let takes_none = |sign: &char| matches!(sign, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    text.chars().filter(|sign| !takes_none(sign)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "\
A word twice.

```found
headline: Le pont [[a a]] tenu, [[le le]] soir⁀!
=> Le pont a tenu
```

```silent
house: [[phrase]]
house: avoid = \"x\"
Nous nous sommes vus.
```
";

    #[test]
    fn a_sheet_is_prose_and_cases_in_their_order() {
        let pieces = pieces(SHEET);
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[0], Piece::Prose("A word twice.".into()));
        assert!(matches!(&pieces[1], Piece::Found(lines) if lines.len() == 2));
        assert!(matches!(&pieces[2], Piece::Silent(lines) if lines.len() == 3));
    }

    #[test]
    fn places_stand_under_carets_and_the_mended_copy_behind_an_arrow() {
        let text = examples(SHEET);
        let wanted = "headline: Le pont a a tenu, le le soir⁀!\n                  ^^^       ^^^^^\n→ Le pont a tenu\n";
        assert!(text.contains(wanted), "{text}");
        assert_eq!(shown("un[[]] mot"), ["un mot", "  ^"]);
    }

    #[test]
    fn the_house_of_a_case_is_shown_as_its_file() {
        let text = examples(SHEET);
        assert!(
            text.contains("```toml\n[[phrase]]\navoid = \"x\"\n```\n\n**Silent · Silence**"),
            "{text}"
        );
    }

    #[test]
    fn only_the_signs_that_are_used_are_said() {
        let text = examples(SHEET);
        assert!(text.contains("- `⁀` a narrow") && !text.contains("U+00A0"), "{text}");
        assert!(!examples("Nothing.").contains("In the examples"));
    }
}
